package io.upvox.format.arrow;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Whether the buffers of a column hold what its length claims, checked before and after they become a vector: Arrow's own
 * full validation does not know every type, and vectors trust their buffers.
 */
final class VectorChecks {
    private final FieldVector vector;
    private final List<ArrowBuf> buffers;
    private final long length;
    private final long[] children;

    /**
     * @param vector of the right type, still without values
     * @param buffers its buffers
     * @param length its values
     * @param children values of each child
     */
    VectorChecks(FieldVector vector, List<ArrowBuf> buffers, long length, long[] children) {
        this.vector = vector;
        this.buffers = buffers;
        this.length = length;
        this.children = children;
    }

    /** @throws IllegalArgumentException that says what is wrong */
    void check(long nulls) {
        require(length < Integer.MAX_VALUE, "claims " + length + " values");
        ArrowType type = vector.getField().getType();
        if (type instanceof ArrowType.ExtensionType extension) {
            type = extension.storageType();
        }
        if (type instanceof ArrowType.Union union) {
            union(union);
            return;
        }
        if (nulls > 0 && !buffers.isEmpty()) {
            holds(0, (length + 7) / 8);
        }
        if (vector instanceof BitVector) {
            holds(1, (length + 7) / 8);
        } else if (vector instanceof BaseFixedWidthVector fixed) {
            require(fixed.getTypeWidth() >= 0, "has values of " + fixed.getTypeWidth() + " bytes");
            holds(1, length * fixed.getTypeWidth());
        } else if (type instanceof ArrowType.Utf8 || type instanceof ArrowType.Binary) {
            offsets(4, buffers.get(2).readableBytes());
        } else if (type instanceof ArrowType.LargeUtf8 || type instanceof ArrowType.LargeBinary) {
            offsets(8, buffers.get(2).readableBytes());
        } else if (type instanceof ArrowType.List || type instanceof ArrowType.Map) {
            offsets(4, children[0]);
        } else if (type instanceof ArrowType.LargeList) {
            offsets(8, children[0]);
        } else if (type instanceof ArrowType.FixedSizeList list) {
            require(list.getListSize() >= 0 && children[0] >= length * list.getListSize(), "has too few elements");
        } else if (type instanceof ArrowType.Struct) {
            for (long child : children) {
                require(child >= length, "has a child of " + child + " values, itself " + length);
            }
        } else if (type instanceof ArrowType.RunEndEncoded) {
            require(children[1] >= children[0], "has " + children[0] + " runs of " + children[1] + " values");
        } else {
            require(type instanceof ArrowType.Null, "is of type " + type + ", which is not read");
        }
    }

    private void union(ArrowType.Union union) {
        boolean dense = union.getMode() == UnionMode.Dense;
        holds(0, length);
        if (dense) {
            holds(1, 4 * length);
        }
        for (long i = 0; i < length; i++) {
            int child = childOf(union, buffers.get(0).getByte(i));
            require(child >= 0 && child < children.length, "has a value of no type");
            long at = dense ? buffers.get(1).getInt(4 * i) : i;
            require(at >= 0 && at < children[child], "has a value outside its child");
        }
    }

    private static int childOf(ArrowType.Union union, byte id) {
        int[] ids = union.getTypeIds();
        if (ids == null || ids.length == 0) {
            return id;
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the runs, loaded by now, cover all values. */
    static boolean runsCover(RunEndEncodedVector vector, long length) {
        FieldVector ends = vector.getRunEndsVector();
        long before = 0;
        for (int i = 0; i < ends.getValueCount(); i++) {
            long end = ends.isNull(i) ? 0 : ((org.apache.arrow.vector.BaseIntVector) ends).getValueAsLong(i);
            if (end <= before) {
                return false;
            }
            before = end;
        }
        return before >= length;
    }

    private void offsets(int width, long end) {
        if (length == 0) {
            return; // may have no offsets at all
        }
        holds(1, (length + 1) * width);
        long before = 0;
        for (long i = 0; i <= length; i++) {
            long at =
                    width == 8 ? buffers.get(1).getLong(8 * i) : buffers.get(1).getInt(4 * i);
            require(at >= before && at <= end, "has an offset " + at + " behind " + before + " of " + end);
            before = at;
        }
    }

    private void holds(int buffer, long bytes) {
        long found = buffers.get(buffer).readableBytes();
        require(found >= bytes, "has a buffer of " + found + " bytes, its " + length + " values need " + bytes);
    }

    private void require(boolean condition, String fact) {
        if (!condition) {
            throw new IllegalArgumentException("field '" + vector.getField().getName() + "' " + fact);
        }
    }
}
