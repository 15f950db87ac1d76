package io.upvox.format.arrow;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Nodes and buffers of the columns that are added to a batch: slab columns and the tensor, whose floats lie last. */
final class TensorBuffers {
    private final OutputOptions options;
    private final List<OutputRow> rows;
    private final List<byte[]> leading = new ArrayList<>();

    TensorBuffers(OutputOptions options, List<OutputRow> rows) {
        this.options = options;
        this.rows = rows;
    }

    /** Buffers to be written before the floats, in body order; each begins aligned. */
    List<byte[]> leading() {
        return leading;
    }

    /** Adds the columns, in the order of the schema. */
    void addTo(BatchHeader header) {
        int n = rows.size();
        long elements = 0;
        for (OutputRow r : rows) {
            elements = Math.addExact(elements, r.shape().elements());
        }
        if (options.slabs()) {
            slabs(header, n);
        }
        if (options.fixedShape() != null) {
            header.node(n, 0);
            header.node(elements, 0);
            header.buffer(0);
            header.buffer(0);
            header.buffer(4 * elements);
            return;
        }
        int rank = options.rank();
        header.node(n, 0); // the struct
        header.node(n, 0); // data
        header.node(elements, 0);
        header.node(n, 0); // shape
        header.node((long) n * rank, 0);
        byte[] offsets = offsets();
        byte[] shapes = shapes();
        leading.add(offsets);
        leading.add(shapes);
        // The floats are listed before the shapes but lie behind them: so they end the body and can stream.
        long offsetsAt = header.reserve(offsets.length);
        long shapesAt = header.reserve(shapes.length);
        long valuesAt = header.reserve(4 * elements);
        header.bufferAt(offsetsAt, 0);
        header.bufferAt(offsetsAt, 0);
        header.bufferAt(offsetsAt, offsets.length);
        header.bufferAt(valuesAt, 0);
        header.bufferAt(valuesAt, 4 * elements);
        header.bufferAt(shapesAt, 0);
        header.bufferAt(shapesAt, 0);
        header.bufferAt(shapesAt, shapes.length);
    }

    private void slabs(BatchHeader header, int n) {
        header.node(n, 0);
        byte[] planes = ints(rows.stream().map(r -> new int[] {r.firstPlane()}).toList());
        header.buffer(0);
        header.buffer(planes.length);
        leading.add(planes);

        List<int[]> dims = rows.stream().map(r -> r.whole().dims()).toList();
        header.node(n, 0);
        header.node(dims.stream().mapToLong(d -> d.length).sum(), 0);
        ByteBuffer offsets = ByteBuffer.allocate(4 * (n + 1)).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        offsets.putInt(at);
        for (int[] d : dims) {
            at += d.length;
            offsets.putInt(at);
        }
        byte[] values = ints(dims);
        header.buffer(0);
        header.buffer(offsets.capacity());
        header.buffer(0);
        header.buffer(values.length);
        leading.add(offsets.array());
        leading.add(values);
    }

    private byte[] offsets() {
        ByteBuffer offsets = ByteBuffer.allocate(4 * (rows.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
        long at = 0;
        offsets.putInt(0);
        for (OutputRow r : rows) {
            at += r.shape().elements();
            offsets.putInt(Math.toIntExact(at));
        }
        return offsets.array();
    }

    private byte[] shapes() {
        return ints(rows.stream().map(r -> r.shape().dims()).toList());
    }

    private static byte[] ints(List<int[]> lists) {
        int n = lists.stream().mapToInt(l -> l.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
        lists.forEach(l -> {
            for (int v : l) {
                bytes.putInt(v);
            }
        });
        return bytes.array();
    }
}
