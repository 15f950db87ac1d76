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
        if (field.getDictionary() != null) {
            next[1] += 2; // indices: validity and values, whatever the dictionary holds
            return new FieldLayout(field, node, buffer, children);
        }
        next[1] += TypeLayout.getTypeBufferCount(field.getType());
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

    /** Number of nodes of this field and all below it. */
    int nodes() {
        return 1 + children.stream().mapToInt(FieldLayout::nodes).sum();
    }

    /** Number of buffers of this field and all below it. */
    int buffers() {
        int own = field.getDictionary() != null ? 2 : TypeLayout.getTypeBufferCount(field.getType());
        return own + children.stream().mapToInt(FieldLayout::buffers).sum();
    }
}
