package io.upvox.format.parquet;

import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A list column's rows, one after the other, over all pages of a chunk. */
final class LeafRows {
    private final LeafPages pages;
    private boolean open;
    private boolean atEnd;
    private int entry;
    private int nextStart;

    LeafRows(LeafPages pages) {
        this.pages = pages;
    }

    /**
     * Reads one row.
     *
     * @param dst receives the values from index 0
     * @param expected how many there must be
     * @param sample names the row in messages
     * @throws InvalidDataException if there are more or fewer, or nulls among them; the next row can be read then, unless the
     *     file is damaged
     */
    void read(float[] dst, long expected, String sample) throws IOException {
        walk(dst, expected, sample);
    }

    /** Passes over one row. */
    void skip() throws IOException {
        walk(null, -1, "");
    }

    private void walk(float @Nullable [] dst, long expected, String sample) throws IOException {
        if (!atData()) {
            throw new InvalidDataException(
                    "Cannot read " + sample + ": the column ends before it; write the file again");
        }
        PageLevels levels = pages.levels();
        if (levels.start(nextStart) != entry) {
            throw new InvalidDataException(
                    "Cannot read " + sample + ": no row begins where it should; write the file again");
        }
        nextStart++;
        long entries = 0;
        long present = 0;
        long firstNull = -1;
        do {
            int end = levels.start(nextStart);
            int here = levels.present(entry, end);
            if (here < end - entry && firstNull < 0) {
                firstNull = entries + (levels.allPresent() ? 0 : firstAbsent(levels, entry, end));
            }
            try {
                if (dst != null && firstNull < 0 && present + here <= expected) {
                    pages.values().take(dst, (int) present, here);
                } else {
                    pages.values().skip(here);
                }
            } catch (IOException | RuntimeException e) {
                throw pages.damaged(e);
            }
            entries += end - entry;
            present += here;
            entry = end;
        } while (entry == levels.entries() && nextPage() && levels.start(0) != 0);
        if (dst != null) {
            check(expected, sample, entries, present, firstNull);
        }
    }

    private static int firstAbsent(PageLevels levels, int begin, int end) {
        int i = begin;
        while (i < end && levels.present(i, i + 1) == 1) {
            i++;
        }
        return i - begin;
    }

    private static void check(long expected, String sample, long entries, long present, long firstNull) {
        if (firstNull >= 0 && entries == 1) {
            if (expected == 0) {
                return; // a batch of no volumes
            }
            throw new InvalidDataException("Cannot read " + sample
                    + ": its tensor is null or has no values; leave the row out or write its values");
        }
        if (firstNull >= 0) {
            throw new InvalidDataException(
                    "Cannot read " + sample + ": value " + firstNull + " of its tensor is null; write NaN or a number");
        }
        if (present != expected) {
            throw new InvalidDataException("Cannot read " + sample + ": it has " + present + " values, its shape says "
                    + expected + "; write values and shape that belong together");
        }
    }

    /** Makes sure that the entry at hand is one, going to the next page if need be. */
    private boolean atData() throws IOException {
        while (!open || entry == pages.levels().entries()) {
            if (!nextPage()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextPage() throws IOException {
        if (atEnd) {
            return false;
        }
        if (open) {
            pages.endPage();
        }
        do {
            open = pages.next();
            if (!open) {
                atEnd = true;
                entry = 0;
                return false;
            }
        } while (pages.levels().entries() == 0);
        entry = 0;
        nextStart = 0;
        return true;
    }
}
