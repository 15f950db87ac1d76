package io.upvox.spark;

import io.upvox.format.OutputRow;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** The rows that hold an output sample: one, or one a slab along D where one row would be too large. */
final class OutputRows {
    private OutputRows() {}

    /** Whether an output needs slabs. */
    static boolean needsSlabs(TensorShape output, long maxRowBytes) {
        return output.float32Bytes() > maxRowBytes;
    }

    /**
     * The rows of an output.
     *
     * @throws InvalidDataException if a single plane of all channels is too large for a row, or a batch would need slabs
     */
    static List<OutputRow> of(TensorShape output, long maxRowBytes, String sample) {
        if (!needsSlabs(output, maxRowBytes)) {
            return List.of(OutputRow.whole(output));
        }
        long planeBytes = 4L * output.n() * output.c() * output.h() * output.w();
        if (output.batched() || planeBytes > maxRowBytes) {
            throw new InvalidDataException("Cannot upsample " + sample + ": its output " + output + " has "
                    + output.float32Bytes() + " bytes, a row holds at most " + maxRowBytes
                    + (output.batched()
                            ? ", and a batch cannot be cut along D"
                            : ", and one plane of it has " + planeBytes)
                    + "; cut the sample into smaller ones");
        }
        int planes = (int) Math.min(output.d(), maxRowBytes / planeBytes);
        List<OutputRow> rows = new ArrayList<>();
        for (int d = 0; d < output.d(); d += planes) {
            int count = Math.min(planes, output.d() - d);
            TensorShape slab = output.withVolume(output.c(), new Dhw(count, output.h(), output.w()));
            rows.add(new OutputRow(slab, d, output));
        }
        return rows;
    }
}
