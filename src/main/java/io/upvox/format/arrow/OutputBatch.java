package io.upvox.format.arrow;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.PassThroughSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/** A record batch that is about to be written: its rows, its pass-through values, its metadata; no tensor values. */
final class OutputBatch implements Closeable {
    private static final int CHUNK_BYTES = 256 << 10;

    private final List<OutputRow> rows;
    private final @Nullable ArrowRecordBatch passThrough;
    private final TensorBuffers tensor;
    private final BatchHeader header = new BatchHeader();

    private OutputBatch(List<OutputRow> rows, @Nullable ArrowRecordBatch passThrough, OutputOptions options) {
        this.rows = rows;
        this.passThrough = passThrough;
        tensor = new TensorBuffers(options, rows);
        if (passThrough != null) {
            for (ArrowFieldNode node : passThrough.getNodes()) {
                header.node(node.getLength(), node.getNullCount());
            }
            for (ArrowBuf buffer : passThrough.getBuffers()) {
                header.buffer(buffer.readableBytes());
            }
        }
        tensor.addTo(header);
    }

    /** Takes the rows' pass-through values from a cursor. */
    static OutputBatch take(
            PassThroughSchema schema,
            PassThroughCursor cursor,
            List<OutputRow> rows,
            OutputOptions options,
            BufferAllocator allocator) {
        if (schema.names().isEmpty()) {
            cursor.skip(rows.size());
            return new OutputBatch(rows, null, options);
        }
        return new OutputBatch(rows, PassThroughBatch.take(schema, cursor, rows.size(), allocator), options);
    }

    /**
     * Cuts a group into batches.
     *
     * @param maxElements values a batch may have: a list's offsets are ints
     */
    static List<List<OutputRow>> cut(List<OutputRow> group, long maxElements) {
        List<List<OutputRow>> batches = new ArrayList<>();
        List<OutputRow> batch = new ArrayList<>();
        long elements = 0;
        for (OutputRow row : group) {
            long n = row.shape().elements();
            if (!batch.isEmpty() && n > maxElements - elements) {
                batches.add(batch);
                batch = new ArrayList<>();
                elements = 0;
            }
            batch.add(row);
            elements += n;
        }
        batches.add(batch);
        return batches;
    }

    List<OutputRow> rows() {
        return rows;
    }

    BatchHeader header() {
        return header;
    }

    /** Writes every buffer that lies before the floats, each padded. */
    void writeLeading(OutputStream out) throws IOException {
        if (passThrough != null) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (ArrowBuf buffer : passThrough.getBuffers()) {
                long size = buffer.readableBytes();
                for (long at = 0; at < size; ) {
                    int n = (int) Math.min(chunk.length, size - at);
                    buffer.getBytes(at, chunk, 0, n);
                    out.write(chunk, 0, n);
                    at += n;
                }
                out.write(new byte[BatchHeader.padding(size)]);
            }
        }
        for (byte[] bytes : tensor.leading()) {
            out.write(bytes);
            out.write(new byte[BatchHeader.padding(bytes.length)]);
        }
    }

    @Override
    public void close() {
        if (passThrough != null) {
            passThrough.close();
        }
    }
}
