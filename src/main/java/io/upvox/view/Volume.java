package io.upvox.view;

import io.upvox.tensor.Dhw;
import java.util.List;

/**
 * One channel of a sample.
 *
 * @param extents depth, height, width
 * @param values row-major
 */
public record Volume(Dhw extents, float[] values) {
    /** The value at a voxel. */
    float at(int d, int h, int w) {
        return values[(d * extents.h() + h) * extents.w() + w];
    }

    /**
     * Puts patches of one block together.
     *
     * @param patches in row-major order of the grid, all of the same extents
     * @param grid patches along D, H and W
     * @throws IllegalArgumentException if number or extents do not fit
     */
    public static Volume grid(List<Volume> patches, Dhw grid) {
        if (patches.size() != grid.product()) {
            throw new IllegalArgumentException("there are " + patches.size() + " samples for a grid of " + grid
                    + ", which takes " + grid.product());
        }
        Dhw one = patches.get(0).extents();
        Dhw all = one.with(grid, Math::multiplyExact);
        float[] values = new float[Math.toIntExact(all.product())];
        for (int i = 0; i < patches.size(); i++) {
            Volume patch = patches.get(i);
            if (!patch.extents().equals(one)) {
                throw new IllegalArgumentException(
                        "the samples of a grid have different extents, " + one + " and " + patch.extents());
            }
            int d0 = i / grid.w() / grid.h() * one.d();
            int h0 = i / grid.w() % grid.h() * one.h();
            int w0 = i % grid.w() * one.w();
            for (int d = 0; d < one.d(); d++) {
                for (int h = 0; h < one.h(); h++) {
                    System.arraycopy(
                            patch.values(),
                            (d * one.h() + h) * one.w(),
                            values,
                            ((d0 + d) * all.h() + h0 + h) * all.w() + w0,
                            one.w());
                }
            }
        }
        return new Volume(all, values);
    }
}
