package io.upvox.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.upvox.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: the length of a JSON header as a little-endian u64, the header, the values.
 *
 * <p>Source: the format's description in huggingface/safetensors. As there, the header is at most 100 MB, offsets count from
 * the byte behind it, and tensors neither overlap nor leave holes.
 */
final class Safetensors implements TensorArchive {
    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ByteSource file;
    private final long dataStart;
    private final Map<String, Entry> entries;

    private record Entry(String dtype, long[] shape, long begin, long end) {}

    private Safetensors(ByteSource file, long dataStart, Map<String, Entry> entries) {
        this.file = file;
        this.dataStart = dataStart;
        this.entries = entries;
    }

    /** Whether a file may be safetensors: its header length fits and a JSON object begins behind it. */
    static boolean looksLike(byte[] start, long size) {
        return start.length > 8 && start[8] == '{' && headerLength(start) <= size - 8;
    }

    private static long headerLength(byte[] start) {
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length < 0 ? Long.MAX_VALUE : length;
    }

    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException if it is not valid; the message is the fact alone
     */
    static Safetensors open(ByteSource file) throws IOException {
        long size = file.size();
        if (size < 8) {
            throw new IllegalArgumentException("it has " + size + " bytes, too few for a safetensors header");
        }
        long length = headerLength(file.read(0, 8));
        if (length > size - 8) {
            throw new IllegalArgumentException("its header claims " + (length == Long.MAX_VALUE ? "over 2^63" : length)
                    + " bytes, the file has " + size);
        }
        if (length > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException("its header claims " + length + " bytes, above the format's 100 MB");
        }
        JsonNode header;
        try {
            header = JSON.readTree(new String(file.read(8, (int) length), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its header is no valid JSON (" + e.getOriginalMessage() + ")", e);
        }
        if (!header.isObject()) {
            throw new IllegalArgumentException("its header is no JSON object");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : header.properties()) {
            if (!e.getKey().equals("__metadata__")) {
                entries.put(e.getKey(), entry(e.getKey(), e.getValue()));
            }
        }
        checkLayout(entries, size - 8 - length);
        return new Safetensors(file, 8 + length, entries);
    }

    private static Entry entry(String name, JsonNode node) {
        JsonNode shape = node.path("shape");
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("dtype").isTextual() || !shape.isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw new IllegalArgumentException("tensor '" + name + "' lacks dtype, shape or data_offsets");
        }
        long[] dims = new long[shape.size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = size(name, "shape", shape.path(i), shape);
        }
        Entry entry = new Entry(
                node.path("dtype").asText(),
                dims,
                size(name, "data_offsets", offsets.path(0), offsets),
                size(name, "data_offsets", offsets.path(1), offsets));
        if (entry.begin() > entry.end()) {
            throw new IllegalArgumentException("tensor '" + name + "' ends before it begins: data_offsets " + offsets);
        }
        return entry;
    }

    private static long size(String name, String what, JsonNode value, JsonNode all) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' has the " + what + " " + all + ", which are no sizes");
        }
        return value.asLong();
    }

    private static void checkLayout(Map<String, Entry> entries, long dataBytes) {
        List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(Comparator.comparingLong(
                        (Map.Entry<String, Entry> e) -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        long at = 0;
        for (Map.Entry<String, Entry> e : sorted) {
            if (e.getValue().begin() != at) {
                throw new IllegalArgumentException("tensor '" + e.getKey() + "' begins at byte "
                        + e.getValue().begin() + " of the values, the one before ends at " + at);
            }
            at = e.getValue().end();
        }
        if (at > dataBytes) {
            throw new IllegalArgumentException(
                    "it is truncated: its tensors take " + at + " bytes, " + dataBytes + " follow the header");
        }
        if (at < dataBytes) {
            throw new IllegalArgumentException(
                    "its tensors take " + at + " bytes, but " + dataBytes + " follow the header");
        }
    }

    @Override
    public Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        entries.forEach((name, e) -> shapes.put(
                name,
                Arrays.stream(e.shape())
                        .mapToInt(x -> (int) Math.min(x, Integer.MAX_VALUE))
                        .toArray()));
        return shapes;
    }

    @Override
    public NamedTensor load(String name) throws IOException {
        Entry e = entries.get(name);
        if (e == null) {
            throw new IllegalArgumentException("there is no tensor '" + name + "'");
        }
        ElementType type = type(name, e.dtype());
        long elements = 1;
        try {
            for (long x : e.shape()) {
                elements = Math.multiplyExact(elements, x);
            }
            if (Math.multiplyExact(elements, (long) type.bytes()) != e.end() - e.begin()) {
                throw new IllegalArgumentException(
                        "tensor '" + name + "' of shape " + Arrays.toString(e.shape()) + " and type " + e.dtype()
                                + " has " + (e.end() - e.begin()) + " bytes, not " + elements * type.bytes());
            }
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' has the shape " + Arrays.toString(e.shape()) + " of more than 2^63-1 bytes",
                    overflow);
        }
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' has " + elements + " values, more than one array holds");
        }
        float[] values = Values.read(file, dataStart + e.begin(), type, ByteOrder.LITTLE_ENDIAN, (int) elements);
        return new NamedTensor(
                name, Arrays.stream(e.shape()).mapToInt(Math::toIntExact).toArray(), values);
    }

    private static ElementType type(String name, String dtype) {
        return switch (dtype) {
            case "F32" -> ElementType.FLOAT32;
            case "F64" -> ElementType.FLOAT64;
            case "F16" -> ElementType.FLOAT16;
            case "BF16" -> ElementType.BFLOAT16;
            case "I8" -> ElementType.INT8;
            case "U8" -> ElementType.UINT8;
            case "I16" -> ElementType.INT16;
            case "U16" -> ElementType.UINT16;
            case "I32" -> ElementType.INT32;
            case "U32" -> ElementType.UINT32;
            default ->
                throw new IllegalArgumentException("tensor '" + name + "' has the type " + dtype
                        + "; supported are F32, F64, F16, BF16 and integers up to 32 bits");
        };
    }
}
