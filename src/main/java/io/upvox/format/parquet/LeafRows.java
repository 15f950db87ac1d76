package io.upvox.format.parquet;

import io.upvox.format.RowChecksum;
import io.upvox.format.ValueChecksum;
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
    private @Nullable InvalidDataException damage;
    private boolean told;
    private @Nullable ValueChecksum checksum;

    LeafRows(LeafPages pages) {
        this.pages = pages;
    }

    /** Where a row's values go: takes the next ones of a page. */
    private interface Target {
        void take(PageValues values, int offset, int count) throws IOException;
    }

    /**
     * Reads one row.
     *
     * @param dst receives the values from index 0
     * @param expected how many there must be
     * @param sample names the row in messages
     * @throws InvalidDataException if there are more or fewer, or nulls among them: the next row can be read then; or if the
     *     file is damaged: then none can, since nobody knows where the rows behind the damage begin
     */
    void read(float[] dst, long expected, String sample) throws IOException {
        walk((values, offset, count) -> values.take(dst, offset, count), expected, sample);
    }

    /**
     * Reads one row as {@link #read} does, in pieces.
     *
     * @return the checksum of its values
     */
    RowChecksum checksum(RowChecksum.Kind kind, long expected, String sample) throws IOException {
        ValueChecksum sum = checksum;
        if (sum == null) {
            sum = new ValueChecksum(kind);
            checksum = sum;
        }
        sum.begin(kind);
        walk(adding(sum), expected, sample);
        return sum.value();
    }

    private static Target adding(ValueChecksum sum) {
        float[] piece = sum.piece();
        return (values, offset, count) -> {
            for (int done = 0; done < count; ) {
                int n = Math.min(piece.length, count - done);
                values.take(piece, 0, n);
                sum.add(n);
                done += n;
            }
        };
    }

    /** Passes over one row. */
    void skip() throws IOException {
        walk(null, -1, "");
    }

    private void walk(@Nullable Target target, long expected, String sample) throws IOException {
        if (damage != null) {
            if (target == null) {
                return;
            }
            throw refusal(damage, sample);
        }
        Row row;
        try {
            row = row(target, expected, sample);
        } catch (InvalidDataException e) {
            damage = e;
            told = true;
            throw e;
        }
        if (target != null) {
            row.check(expected, sample);
        }
    }

    /** The first row that is asked for after the damage gets the message about the page, which is most likely its own. */
    private InvalidDataException refusal(InvalidDataException cause, String sample) {
        if (!told) {
            told = true;
            return cause;
        }
        return new InvalidDataException(
                "Cannot read " + sample
                        + ": its values lie behind damage in their row group; write or copy the file again",
                cause);
    }

    private Row row(@Nullable Target target, long expected, String sample) throws IOException {
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
                if (target != null && firstNull < 0 && present + here <= expected) {
                    target.take(pages.values(), (int) present, here);
                } else {
                    pages.values().skip(here);
                }
            } catch (IOException | RuntimeException e) {
                throw pages.damaged(e);
            }
            entries += end - entry;
            present += here;
            entry = end;
            if (entry < levels.entries()) {
                break;
            }
            pages.endPage();
        } while (continues(target == null || firstNull >= 0 || present >= expected));
        return new Row(entries, present, firstNull);
    }

    /**
     * Goes to the next page, and says whether the row goes on there.
     *
     * @param complete whether the row has all it should have: then damage in the next page is not its own
     */
    private boolean continues(boolean complete) throws IOException {
        try {
            return nextPage() && pages.levels().start(0) != 0;
        } catch (InvalidDataException e) {
            if (!complete) {
                throw e;
            }
            damage = e;
            return false;
        }
    }

    private static int firstAbsent(PageLevels levels, int begin, int end) {
        int i = begin;
        while (i < end && levels.present(i, i + 1) == 1) {
            i++;
        }
        return i - begin;
    }

    /**
     * What a row turned out to have.
     *
     * @param entries values, nulls, or one for an empty list
     * @param present values
     * @param firstNull index of the first entry without a value, or -1
     */
    private record Row(long entries, long present, long firstNull) {
        void check(long expected, String sample) {
            if (firstNull >= 0 && entries == 1) {
                if (expected == 0) {
                    return; // a batch of no volumes
                }
                throw new InvalidDataException("Cannot read " + sample
                        + ": its tensor is null or has no values; leave the row out or write its values");
            }
            if (firstNull >= 0) {
                throw new InvalidDataException("Cannot read " + sample + ": value " + firstNull
                        + " of its tensor is null; write NaN or a number");
            }
            if (present != expected) {
                throw new InvalidDataException("Cannot read " + sample + ": it has " + present
                        + " values, its shape says " + expected + "; write values and shape that belong together");
            }
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
