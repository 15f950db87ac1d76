package io.upvox.spark;

import java.util.ArrayList;
import java.util.List;

/** What an output row has, and what the manifest says instead: all that differs, for one message. */
final class RowDifference {
    private final List<String> found = new ArrayList<>();
    private final List<String> listed = new ArrayList<>();

    /**
     * Adds a difference.
     *
     * @param has what the row has, as words that follow a colon
     * @param says what the manifest says in its place
     */
    void add(String has, String says) {
        found.add(has);
        listed.add(says);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** {@code its id is 'b' and its shape is (1,2,3,4), the manifest says 'a' and (1,2,3,5)}. */
    @Override
    public String toString() {
        return String.join(" and ", found) + ", the manifest says " + String.join(" and ", listed);
    }
}
