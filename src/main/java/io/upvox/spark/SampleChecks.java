package io.upvox.spark;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.LayerSpec;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import org.jspecify.annotations.Nullable;

/** Whether a sample of some shape can be upsampled, said in terms of the sample. */
final class SampleChecks {
    private SampleChecks() {}

    /**
     * Checks channels, output extents and sizes.
     *
     * @return the output's shape
     * @throws InvalidDataException naming the sample, its row and file
     */
    static TensorShape check(
            ConvTranspose3dParams params,
            LayerSpec spec,
            TensorShape shape,
            String file,
            long row,
            @Nullable String id) {
        String sample = name(file, row, id);
        if (shape.c() != params.inChannels()) {
            throw new InvalidDataException("Cannot upsample " + sample + ": it has " + shape.c() + " channels (shape "
                    + shape + "), the weights take " + params.inChannels()
                    + "; give the weights that belong to this data");
        }
        if (shape.elements() > Integer.MAX_VALUE) {
            throw new InvalidDataException("Cannot upsample " + sample + ": its shape " + shape + " has "
                    + shape.elements() + " values, a task holds at most 2^31-1; cut the sample into smaller ones");
        }
        try {
            TensorShape output = spec.forInput(params, shape.extents()).outputShape(shape);
            if ((long) output.h() * output.w() > Integer.MAX_VALUE) {
                throw new InvalidDataException("Cannot upsample " + sample + ": a plane of its output " + output
                        + " has more than 2^31-1 values; cut the sample into smaller ones");
            }
            output.float32Bytes();
            return output;
        } catch (IllegalArgumentException e) {
            throw new InvalidDataException(
                    "Cannot upsample " + sample + ": " + withoutVerb(String.valueOf(e.getMessage())), e);
        } catch (ArithmeticException e) {
            throw new InvalidDataException(
                    "Cannot upsample " + sample + ": the output of shape " + shape
                            + " would have more than 2^63-1 bytes; cut the sample into smaller ones",
                    e);
        }
    }

    /** {@code sample 'ct-7' (row 12 of FILE)}, or {@code row 12 of FILE} without an id. */
    static String name(String file, long row, @Nullable String id) {
        String place = "row " + row + " of " + file;
        return id == null ? place : "sample '" + id + "' (" + place + ")";
    }

    private static String withoutVerb(String message) {
        int colon = message.indexOf(": ");
        return message.startsWith("Cannot ") && colon > 0 ? message.substring(colon + 2) : message;
    }
}
