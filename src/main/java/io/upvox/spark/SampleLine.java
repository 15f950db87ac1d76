package io.upvox.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.upvox.format.RowChecksum;
import io.upvox.tensor.InvalidDataException;
import java.util.ArrayList;
import java.util.List;

/** A sample's line in a manifest. */
final class SampleLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 60;

    private SampleLine() {}

    /** The line of a sample. */
    static String write(SampleRecord r) {
        ObjectNode line = JSON.createObjectNode();
        line.put("input", r.input());
        line.put("row", r.row());
        line.put("id", r.id());
        put(line.putArray("inputShape"), r.inputShape());
        line.put("output", r.output());
        put(line.putArray("outputShape"), r.outputShape());
        ArrayNode rows = line.putArray("rows");
        for (SampleRecord.Row row : r.rows()) {
            ObjectNode node = rows.addObject();
            node.put("row", row.row());
            node.put("firstPlane", row.firstPlane());
            node.put(row.checksum().kind().key(), row.checksum().hex());
        }
        return line.toString();
    }

    private static void put(ArrayNode array, int[] values) {
        for (int v : values) {
            array.add(v);
        }
    }

    /**
     * The sample of a line.
     *
     * @param manifest the file, for messages
     * @throws InvalidDataException if it is no such line
     */
    static SampleRecord read(String line, String manifest) {
        try {
            JsonNode n = JSON.readTree(line);
            List<SampleRecord.Row> rows = new ArrayList<>();
            for (JsonNode row : child(n, "rows")) {
                rows.add(new SampleRecord.Row(
                        whole(row, "row"), Math.toIntExact(whole(row, "firstPlane")), checksum(row)));
            }
            return new SampleRecord(
                    text(n, "input"),
                    whole(n, "row"),
                    child(n, "id").isNull() ? null : text(n, "id"),
                    extents(n, "inputShape"),
                    text(n, "output"),
                    extents(n, "outputShape"),
                    rows);
        } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
            String fact = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new InvalidDataException(
                    "Cannot read the manifest " + manifest + ": the line that begins "
                            + line.substring(0, Math.min(SHOWN, line.length())) + " describes no sample (" + fact
                            + "); write the output again",
                    e);
        }
    }

    /** Which of the two a row has depends on how its file was written. */
    private static RowChecksum checksum(JsonNode row) {
        boolean crc32 = row.has(RowChecksum.Kind.CRC32.key());
        if (crc32 == row.has(RowChecksum.Kind.CRC32C.key())) {
            throw new IllegalArgumentException(
                    crc32 ? "a row has both crc32 and crc32c" : "a row has neither crc32 nor crc32c");
        }
        RowChecksum.Kind kind = crc32 ? RowChecksum.Kind.CRC32 : RowChecksum.Kind.CRC32C;
        return RowChecksum.parse(kind, text(row, kind.key()));
    }

    private static JsonNode child(JsonNode n, String key) {
        JsonNode value = n.get(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
    }

    private static String text(JsonNode n, String key) {
        JsonNode value = child(n, key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("its " + key + " is " + value);
        }
        return value.textValue();
    }

    private static long whole(JsonNode n, String key) {
        JsonNode value = child(n, key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new IllegalArgumentException("its " + key + " is " + value);
        }
        return value.longValue();
    }

    private static int[] extents(JsonNode n, String key) {
        JsonNode value = child(n, key);
        int[] extents = new int[value.size()];
        for (int i = 0; i < extents.length; i++) {
            if (!value.get(i).isInt()) {
                throw new IllegalArgumentException("its " + key + " is " + value);
            }
            extents[i] = value.get(i).intValue();
        }
        return extents;
    }
}
