package io.upvox.kernel.fold;

import java.util.ArrayList;
import java.util.List;

/**
 * How the taps of a layer are cut into tiles that are multiplied together. Taps are numbered by tap along D, output channel,
 * tap along H, tap along W. Tiles end where taps along D do, unless that costs too much. Each tap has a row of products; a
 * tile that is not full has rows of nothing at its end.
 */
final class TapTiles {
    private final int perPlane;
    private final int perChannel;
    private final boolean byPlane;
    /** First tap, taps, height and first row of each tile; a last element each that ends the last tile. */
    private final int[] first;

    private final int[] used;
    private final int[] height;
    private final int[] row;
    private final int[] rowOfTap;

    /**
     * Cuts taps.
     *
     * @param heights of the tiles that there are
     * @param planes taps along D
     * @param outputs output channels
     * @param perChannel taps along H and W together
     */
    TapTiles(int[] heights, int planes, int outputs, int perChannel) {
        this.perPlane = Math.multiplyExact(outputs, perChannel);
        this.perChannel = perChannel;
        int taps = Math.multiplyExact(planes, perPlane);
        List<Integer> whole = cut(heights, taps);
        List<Integer> plane = cut(heights, perPlane);
        byPlane = planes * cost(plane) <= cost(whole) * 1.04;
        List<Integer> tiles = new ArrayList<>();
        for (int i = 0; i < (byPlane ? planes : 1); i++) {
            tiles.addAll(byPlane ? plane : whole);
        }
        int count = tiles.size();
        first = new int[count];
        used = new int[count];
        height = new int[count];
        row = new int[count + 1];
        rowOfTap = new int[taps];
        int tap = 0;
        for (int t = 0; t < count; t++) {
            int end = byPlane ? (tap / perPlane + 1) * perPlane : taps;
            first[t] = tap;
            height[t] = tiles.get(t);
            used[t] = Math.min(height[t], end - tap);
            row[t + 1] = row[t] + height[t];
            for (int i = 0; i < used[t]; i++) {
                rowOfTap[tap++] = row[t] + i;
            }
        }
    }

    /** Cycles a channel takes, about: low tiles load more than they multiply. */
    private static double cost(int height) {
        return height + 4.0 / height;
    }

    private static double cost(List<Integer> heights) {
        return heights.stream().mapToDouble(TapTiles::cost).sum();
    }

    /** The cheapest tiles that hold some taps; the one that may not be full comes last. */
    private static List<Integer> cut(int[] heights, int taps) {
        double[] best = new double[taps + 1];
        int[] last = new int[taps + 1];
        for (int n = 1; n <= taps; n++) {
            best[n] = Double.MAX_VALUE;
            for (int h : heights) {
                double c = cost(h) + best[Math.max(0, n - h)];
                if (c < best[n]) {
                    best[n] = c;
                    last[n] = h;
                }
            }
        }
        List<Integer> tiles = new ArrayList<>();
        int n = taps;
        while (n > 0) {
            tiles.add(last[n]);
            n -= last[n];
        }
        return tiles;
    }

    /** Tiles. */
    int count() {
        return first.length;
    }

    /** First tap of a tile. */
    int first(int tile) {
        return first[tile];
    }

    /** Taps of a tile. */
    int used(int tile) {
        return used[tile];
    }

    /** Rows of a tile: those of its taps, and of nothing. */
    int height(int tile) {
        return height[tile];
    }

    /** First row of a tile; of the tile behind the last one, the number of rows. */
    int row(int tile) {
        return row[tile];
    }

    /** Whether tiles end where taps along D do. */
    boolean byPlane() {
        return byPlane;
    }

    /** Taps of one tap along D. */
    int perPlane() {
        return perPlane;
    }

    /** Whether a tile holds taps of some taps along D and output channels. */
    boolean holds(int tile, int kd0, int kd1, int output0, int output1) {
        for (int tap = first[tile]; tap < first[tile] + used[tile]; tap++) {
            int kd = tap / perPlane;
            int output = tap % perPlane / perChannel;
            if (kd >= kd0 && kd < kd1 && output >= output0 && output < output1) {
                return true;
            }
        }
        return false;
    }

    /** The row of a tap. */
    int rowOf(int kd, int output, int hw) {
        return rowOfTap[kd * perPlane + output * perChannel + hw];
    }

    /** The most rows, from the first to the last, of tiles that hold taps of so many neighbouring taps along D. */
    int rows(int planes) {
        int all = rowOfTap.length / perPlane;
        int most = 0;
        for (int kd = 0; kd + Math.min(planes, all) <= all; kd++) {
            int low = rowOfTap[kd * perPlane];
            int high = rowOfTap[(kd + Math.min(planes, all)) * perPlane - 1];
            most = Math.max(most, high - low + 1);
        }
        int highest = 0;
        for (int h : height) {
            highest = Math.max(highest, h);
        }
        return Math.min(row[count()], most + 2 * highest);
    }
}
