package io.upvox.format.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** Where rows begin in a page of a list column, and which entries are values. */
final class PageLevels {
    private int entries;
    private int[] starts = new int[16];
    private int startCount;
    private boolean allPresent;
    private byte[] definitions = new byte[0];
    private int maxDefinition;

    /** Reads repetition levels of width 1. */
    void repetition(byte[] bytes, int begin, int end, int count) throws IOException {
        entries = count;
        startCount = 0;
        HybridRuns runs = new HybridRuns(bytes, begin, end, 1);
        for (int i = 0; i < count; ) {
            runs.next();
            int n = Math.min(runs.length(), count - i);
            if (n == 0) {
                throw new EOFException("an empty run of levels");
            }
            if (runs.isRepeated()) {
                if (runs.value() == 0) {
                    for (int k = 0; k < n; k++) {
                        addStart(i + k);
                    }
                }
            } else {
                for (int k = 0; k < n; k++) {
                    if (runs.packedValue() == 0) {
                        addStart(i + k);
                    }
                }
            }
            i += n;
        }
    }

    private void addStart(int entry) {
        if (startCount == starts.length) {
            starts = Arrays.copyOf(starts, 2 * startCount);
        }
        starts[startCount++] = entry;
    }

    /** Reads definition levels. */
    void definition(byte[] bytes, int begin, int end, int max) throws IOException {
        maxDefinition = max;
        allPresent = true;
        if (max == 0) {
            return;
        }
        HybridRuns runs = new HybridRuns(bytes, begin, end, 32 - Integer.numberOfLeadingZeros(max));
        for (int i = 0; i < entries; ) {
            runs.next();
            int n = Math.min(runs.length(), entries - i);
            if (n == 0) {
                throw new EOFException("an empty run of levels");
            }
            if (runs.isRepeated()) {
                if (runs.value() != max || !allPresent) {
                    keep(i);
                    Arrays.fill(definitions, i, i + n, (byte) runs.value());
                }
            } else {
                for (int k = 0; k < n; k++) {
                    int level = runs.packedValue();
                    if (level != max || !allPresent) {
                        keep(i + k);
                        definitions[i + k] = (byte) level;
                    }
                }
            }
            i += n;
        }
    }

    /** From the first entry without a value on, all levels are kept one by one. */
    private void keep(int upTo) {
        if (allPresent) {
            allPresent = false;
            if (definitions.length < entries) {
                definitions = new byte[entries];
            }
            Arrays.fill(definitions, 0, upTo, (byte) maxDefinition);
        }
    }

    /** Entries of the page: values, nulls and empty lists. */
    int entries() {
        return entries;
    }

    /** Rows that begin in this page. */
    int startCount() {
        return startCount;
    }

    /** The entry at which the i-th row of this page begins; the end of the page behind the last. */
    int start(int i) {
        return i >= startCount ? entries : starts[i];
    }

    /** Whether every entry of the page has a value. */
    boolean allPresent() {
        return allPresent;
    }

    /** Values among the entries of a range. */
    int present(int begin, int end) {
        if (allPresent) {
            return end - begin;
        }
        int n = 0;
        for (int i = begin; i < end; i++) {
            if (definitions[i] == maxDefinition) {
                n++;
            }
        }
        return n;
    }
}
