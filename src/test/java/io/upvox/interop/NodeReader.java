package io.upvox.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * arrow-rs (parquet-wasm) for Parquet and Arrow's JavaScript library for Arrow files; both must see the tensor's extension
 * type.
 */
record NodeReader(String extension) implements ForeignReader {
    @Override
    public List<ReadRow> read(Path directory) throws Exception {
        return read(Node.script("read-output.mjs", directory).stream()
                .map(l -> l.substring(l.indexOf('{')))
                .toList());
    }

    /** From the JSON that the script prints. */
    List<ReadRow> read(List<String> lines) throws IOException {
        List<ReadRow> rows = new ArrayList<>();
        for (String line : lines) {
            JsonNode row = new ObjectMapper().readTree(line);
            assertThat(row.path("extension").asText()).isEqualTo(extension);
            assertThat(row.path("dimNames").toString()).isEqualTo("[\"C\",\"D\",\"H\",\"W\"]");
            List<Integer> shape = new ArrayList<>();
            row.path("shape").forEach(d -> shape.add(d.asInt()));
            byte[] values = row.path("values").binaryValue();
            int[] bits = new int[values.length / 4];
            ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(bits);
            Map<String, String> columns = new TreeMap<>();
            row.path("columns")
                    .properties()
                    .forEach(c -> columns.put(c.getKey(), c.getValue().asText()));
            rows.add(new ReadRow(shape, bits, columns));
        }
        return rows;
    }
}
