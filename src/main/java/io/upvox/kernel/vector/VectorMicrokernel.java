package io.upvox.kernel.vector;

import io.upvox.kernel.subconv.Microkernel;
import io.upvox.kernel.subconv.SubconvKernel;
import java.util.function.Supplier;
import jdk.incubator.vector.FloatVector;

/**
 * The inner loop on the Vector API: output channels are the lanes, input voxels are broadcast.
 *
 * <p>Tiles: 8 voxels by 2 vectors where there are 32 registers of 512 bits; 4 by 2 with narrower vectors, which may have but
 * 16. More than about 20 accumulators compile well in one run of JDK 17 and badly in the next.
 */
public final class VectorMicrokernel implements Microkernel {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();

    private VectorMicrokernel() {}

    /** Bits of a vector. */
    public static int vectorBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /** Makes the kernel; loaded by name, since this class cannot be linked without the Vector API. */
    public static final class Factory implements Supplier<SubconvKernel> {
        @Override
        public SubconvKernel get() {
            if (L < 4 || L > 16) {
                throw new UnsupportedOperationException("vectors of " + vectorBits() + " bits are not supported");
            }
            return new SubconvKernel("f32-subconv-vector", new VectorMicrokernel());
        }
    }

    @Override
    public String tile() {
        return (L == 16 ? "8x2" : "4x2") + " vectors of " + vectorBits() + " bits";
    }

    @Override
    public void run(
            float[] x,
            int base,
            int pitch,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int step,
            int count) {
        if (width < 2 * L) {
            narrow(x, base, pitch, offsets, first, last, panels, panel, width, sums, at, step, count);
            return;
        }
        for (int c = 0; c < width; c += 2 * L) {
            int v = 0;
            if (L == 16) {
                for (; v + 8 <= count; v += 8) {
                    F32Tile8x2.run(
                            x,
                            base + v * pitch,
                            pitch,
                            offsets,
                            first,
                            last,
                            panels,
                            panel + c,
                            width,
                            sums,
                            at + v * step + c,
                            step);
                }
            }
            for (; v + 4 <= count; v += 4) {
                F32Tile4x2.run(
                        x,
                        base + v * pitch,
                        pitch,
                        offsets,
                        first,
                        last,
                        panels,
                        panel + c,
                        width,
                        sums,
                        at + v * step + c,
                        step);
            }
            for (; v < count; v++) {
                F32Tile1x2.run(
                        x,
                        base + v * pitch,
                        pitch,
                        offsets,
                        first,
                        last,
                        panels,
                        panel + c,
                        width,
                        sums,
                        at + v * step + c,
                        step);
            }
        }
    }

    /** A panel of one vector. */
    private static void narrow(
            float[] x,
            int base,
            int pitch,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int step,
            int count) {
        int v = 0;
        for (; v + 8 <= count; v += 8) {
            F32Tile8x1.run(
                    x, base + v * pitch, pitch, offsets, first, last, panels, panel, width, sums, at + v * step, step);
        }
        for (; v < count; v++) {
            F32Tile1x1.run(
                    x, base + v * pitch, pitch, offsets, first, last, panels, panel, width, sums, at + v * step, step);
        }
    }
}
