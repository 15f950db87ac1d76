package io.upvox.format.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Where a field's node and buffers are among those of a record batch: fields are laid out in pre-order.
 *
 * @param field the field as written
 * @param node index of its node
 * @param buffer index of its first buffer
 * @param children layouts of its children
 */
record FieldLayout(Field field, int node, int buffer, List<FieldLayout> children) {
    /** Layouts of all top-level fields. */
    static List<FieldLayout> of(List<Field> fields) {
        int[] next = {0, 0};
        List<FieldLayout> layouts = new ArrayList<>();
        for (Field f : fields) {
            layouts.add(of(f, next));
        }
        return layouts;
    }

    private static FieldLayout of(Field field, int[] next) {
        int node = next[0]++;
        int buffer = next[1];
        List<FieldLayout> children = new ArrayList<>();
        next[1] += ownBuffers(field);
        if (field.getDictionary() != null) {
            return new FieldLayout(field, node, buffer, children);
        }
        for (Field child : field.getChildren()) {
            children.add(of(child, next));
        }
        return new FieldLayout(field, node, buffer, children);
    }

    FieldLayout child(int i) {
        return children.get(i);
    }

    FieldLayout child(String name) {
        for (FieldLayout c : children) {
            if (c.field().getName().equals(name)) {
                return c;
            }
        }
        throw new IllegalArgumentException("no field " + name + " in " + field);
    }

    /** Number of nodes of fields and all below them. */
    static int nodes(List<FieldLayout> fields) {
        return fields.stream().mapToInt(f -> 1 + nodes(f.children())).sum();
    }

    /** Number of buffers of fields and all below them. */
    static int buffers(List<FieldLayout> fields) {
        return fields.stream()
                .mapToInt(f -> f.ownBuffers() + buffers(f.children()))
                .sum();
    }

    /** Number of this field's buffers without those of its children. */
    int ownBuffers() {
        return ownBuffers(field);
    }

    private static int ownBuffers(Field field) {
        // A dictionary's indices have validity and values, whatever the dictionary holds.
        return field.getDictionary() != null ? 2 : TypeLayout.getTypeBufferCount(field.getType());
    }
}
