package io.upvox.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Messages of which the first ones are kept and all are counted. */
final class Problems implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int limit;
    private final ArrayList<String> first = new ArrayList<>();
    private long count;

    /** @param limit how many messages are kept */
    Problems(int limit) {
        this.limit = limit;
    }

    void add(String message) {
        count++;
        if (first.size() < limit) {
            first.add(message);
        }
    }

    void addAll(Problems others) {
        for (String message : others.first) {
            add(message);
        }
        count += others.count - others.first.size();
    }

    /** The first messages. */
    List<String> first() {
        return first;
    }

    /** How many there were. */
    long count() {
        return count;
    }
}
