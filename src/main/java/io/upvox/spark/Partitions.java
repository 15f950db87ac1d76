package io.upvox.spark;

import java.util.ArrayList;
import java.util.List;

/** Shares the input units among tasks: in input order, so that the output has it too, and about equal in output bytes. */
final class Partitions {
    /** A task writes one file; files of about this size suit every reader and keep a lost task cheap. */
    private static final long FILE_BYTES = 1L << 30;
    /** Tasks a core: enough that uneven tasks even out. */
    private static final int TASKS_PER_CORE = 2;

    private Partitions() {}

    /**
     * Contiguous runs of splits.
     *
     * @param wanted number of tasks, 0 to derive it
     * @param slots tasks that run at the same time
     */
    static List<List<Split>> of(List<Split> splits, int wanted, int slots) {
        long total = 0;
        for (Split s : splits) {
            total += weight(s);
        }
        long derived = Math.max((long) slots * TASKS_PER_CORE, total / FILE_BYTES);
        int count = (int) Math.min(splits.size(), wanted > 0 ? wanted : derived);
        List<List<Split>> partitions = new ArrayList<>();
        List<Split> current = new ArrayList<>();
        long taken = 0;
        for (int i = 0; i < splits.size(); i++) {
            current.add(splits.get(i));
            taken += weight(splits.get(i));
            int left = splits.size() - i - 1;
            int missing = count - partitions.size() - 1;
            boolean full = taken >= (double) total * (partitions.size() + 1) / count;
            if (missing > 0 && (full || left == missing)) {
                partitions.add(current);
                current = new ArrayList<>();
            }
        }
        if (!current.isEmpty()) {
            partitions.add(current);
        }
        return partitions;
    }

    /** Bytes of output; a split whose size is unknown counts as its rows. */
    private static long weight(Split s) {
        return Math.max(s.outputBytes(), Math.max(1, s.rows()));
    }
}
