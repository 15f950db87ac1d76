package io.upvox.interop;

import java.util.List;
import java.util.Map;

/**
 * A row as some reader sees it.
 *
 * @param shape extents of the tensor; empty where the reader does not know tensor types
 * @param bits the values' bits
 * @param columns all other columns, spelled by {@link Canonical}
 */
record ReadRow(List<Integer> shape, int[] bits, Map<String, String> columns) {
    String key() {
        return columns.get("id") + " " + columns.getOrDefault("slab_offset", "");
    }
}
