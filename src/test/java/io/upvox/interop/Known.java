package io.upvox.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.ReadBack;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Tensors whose values follow a rule that the scripts of {@code src/test/node} follow too. */
final class Known {
    static final int ROWS = 7;
    static final TensorShape SHAPE = TensorShape.of(1, 2, 3, 4);
    static final int VALUES = 24;

    private Known() {}

    /** What a column can hold. */
    enum Values {
        /** Numbers from 1 to 100. */
        NUMBERS,
        /** Also NaNs and infinities. */
        SPECIAL,
        /** Also NaNs, each with its own payload, and infinities. */
        PAYLOADS
    }

    static int bits(int row, int i, Values values) {
        if (values != Values.NUMBERS && i % 7 == 3) {
            return values == Values.PAYLOADS ? 0x7fc00000 | (row * VALUES + i) : Float.floatToIntBits(Float.NaN);
        }
        boolean infinite = values != Values.NUMBERS && i % 7 == 5;
        return Float.floatToIntBits(infinite ? Float.NEGATIVE_INFINITY : (row * 31 + i * 7) % 100 + 1);
    }

    /** Compares all rows of an output directory. */
    static void assertHeld(Path output, Values values, String idPrefix) throws IOException {
        assertHeld(output, TensorColumnOptions.NONE, values, idPrefix, 1);
    }

    /**
     * Compares all rows of a file or directory.
     *
     * @param times how often it holds each row
     */
    static void assertHeld(Path path, TensorColumnOptions options, Values values, String idPrefix, int times)
            throws IOException {
        Map<String, Integer> ids = new TreeMap<>();
        ReadBack.forEachRow(path, options, (unit, row) -> {
            String id = unit.id(row);
            ids.merge(id, 1, Integer::sum);
            assertThat(id).startsWith(idPrefix);
            int known = Integer.parseInt(id.substring(idPrefix.length()));
            assertThat(unit.shape(row)).isEqualTo(SHAPE);
            float[] found = new float[VALUES];
            unit.read(found);
            for (int i = 0; i < VALUES; i++) {
                int bits =
                        values == Values.PAYLOADS ? Float.floatToRawIntBits(found[i]) : Float.floatToIntBits(found[i]);
                assertThat(bits).as("row %d value %d", known, i).isEqualTo(bits(known, i, values));
            }
        });
        assertThat(ids)
                .hasSize(ROWS)
                .allSatisfy((id, count) -> assertThat(count).isEqualTo(times));
    }
}
