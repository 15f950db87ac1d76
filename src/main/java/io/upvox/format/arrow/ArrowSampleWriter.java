package io.upvox.format.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import io.upvox.format.ArrowSchemas;
import io.upvox.format.HadoopFiles;
import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.PassThroughSchema;
import io.upvox.format.PositionedOutput;
import io.upvox.format.RowChecksum;
import io.upvox.format.SampleWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Writes tensors as Arrow IPC files. A batch's metadata comes before its body and needs only lengths: values stream into the
 * body as they come, and the floats end it.
 */
public final class ArrowSampleWriter implements SampleWriter {
    private static final int CHUNK_BYTES = 256 << 10;

    private final OutputOptions options;
    private final PassThroughSchema passThrough;
    private final Schema schema;
    private final PositionedOutput out;
    private final BufferAllocator allocator = new RootAllocator();
    private final List<ArrowBlock> blocks = new ArrayList<>();
    private final ByteBuffer chunk;
    private final FloatBuffer floats;
    private final CRC32C crc = new CRC32C();

    private final long maxElements;
    private final Deque<OutputBatch> batches = new ArrayDeque<>();
    private int row;
    private long written;
    private long bodyEnd;

    private ArrowSampleWriter(
            PositionedOutput out,
            PassThroughSchema passThrough,
            Schema schema,
            OutputOptions options,
            long maxElements) {
        this.out = out;
        chunk = out.buffer(CHUNK_BYTES);
        floats = chunk.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        this.options = options;
        this.passThrough = passThrough;
        this.schema = schema;
        this.maxElements = maxElements;
    }

    /**
     * Creates a file.
     *
     * @throws IllegalArgumentException if a compression is asked for
     */
    public static ArrowSampleWriter create(
            Path path, Configuration conf, PassThroughSchema passThrough, OutputOptions options) throws IOException {
        return create(path, conf, passThrough, options, Integer.MAX_VALUE);
    }

    /**
     * Checks that a file can hold an input's other columns.
     *
     * @throws io.upvox.tensor.InvalidDataException if one has a type that Arrow or, on the way to it, Spark cannot hold
     */
    public static void check(PassThroughSchema passThrough) {
        passThrough.arrowFields();
    }

    /**
     * Whether a column by which an input's samples are identified is one in a file, too: dates, decimals and the widest
     * unsigned integers, which Parquet stores as integers, are not.
     */
    public static boolean identifies(PassThroughSchema passThrough, String column) {
        return ArrowColumns.of("the output", new Schema(passThrough.arrowFields())).stream()
                .anyMatch(c -> c.name().equals(column) && c.identifies());
    }

    /**
     * Memory outside the heap that the other columns of a group take, if they come as rows: vectors double as they grow, and
     * have the old values beside the new ones then. Those that come as vectors are written from where they are.
     *
     * @param valueBytes bytes of their values in the group
     */
    public static long directBytes(long valueBytes) {
        return 3 * valueBytes;
    }

    /** @param maxElements values a record batch may have; groups with more become several batches */
    static ArrowSampleWriter create(
            Path path, Configuration conf, PassThroughSchema passThrough, OutputOptions options, long maxElements)
            throws IOException {
        if (!options.compression().equals("none")) {
            throw new IllegalArgumentException("Cannot write Arrow files with compression '" + options.compression()
                    + "': a compressed body cannot be streamed; give --compression none, or write Parquet");
        }
        Schema schema = ArrowSchemas.output(passThrough.arrowFields(), options);
        PositionedOutput out = HadoopFiles.create(path, conf);
        ArrowSampleWriter writer = new ArrowSampleWriter(out, passThrough, schema, options, maxElements);
        boolean created = false;
        try {
            writer.begin();
            created = true;
            return writer;
        } finally {
            if (!created) {
                writer.close();
            }
        }
    }

    private void begin() throws IOException {
        out.write(ArrowLayout.MAGIC);
        out.write(new byte[2]);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        MessageSerializer.serialize(new WriteChannel(Channels.newChannel(message)), schema);
        out.write(message.toByteArray());
        pad();
    }

    @Override
    public void beginGroup(PassThroughCursor cursor, List<OutputRow> group) throws IOException {
        if (!batches.isEmpty()) {
            throw new IllegalStateException("a group is begun before the last one has ended");
        }
        group.forEach(this::check);
        for (List<OutputRow> rows : OutputBatch.cut(group, maxElements)) {
            batches.add(OutputBatch.take(passThrough, cursor, rows, options, allocator));
        }
        beginBatch();
    }

    private void check(OutputRow r) {
        options.check(r);
        if (r.shape().elements() > maxElements) {
            throw new IllegalArgumentException("Cannot write a row of shape " + r.shape() + ": it has "
                    + r.shape().elements() + " values, a row holds at most " + maxElements
                    + "; give a smaller --max-row-bytes");
        }
    }

    private void beginBatch() throws IOException {
        OutputBatch batch = batches.element();
        BatchHeader header = batch.header();
        byte[] message = header.message(batch.rows().size());
        long start = out.position();
        int padded = message.length + BatchHeader.padding(start + 8 + message.length);
        out.write(littleEndian(-1, padded));
        out.write(message);
        out.write(new byte[padded - message.length]);
        blocks.add(new ArrowBlock(start, padded + 8, header.bodyBytes()));
        bodyEnd = out.position() + header.bodyBytes();
        batch.writeLeading(out);
        row = 0;
        beginRow();
    }

    private void endBatch() throws IOException {
        pad();
        if (out.position() != bodyEnd) {
            throw new IllegalStateException("a batch ends at " + out.position() + ", not " + bodyEnd);
        }
        batches.remove().close();
    }

    private void beginRow() {
        written = 0;
        crc.reset();
    }

    private long expected() {
        if (batches.isEmpty() || row == batches.element().rows().size()) {
            throw new IllegalStateException("no row has begun: all rows of the group are written");
        }
        return batches.element().rows().get(row).shape().elements();
    }

    @Override
    public void write(float[] values, int offset, int count) throws IOException {
        if (written + count > expected()) {
            throw new IllegalStateException(
                    "row " + row + " gets " + (written + count) + " values, its shape says " + expected());
        }
        int perChunk = CHUNK_BYTES / 4;
        for (int done = 0; done < count; ) {
            int n = Math.min(perChunk, count - done);
            floats.put(0, values, offset + done, n);
            crc.update(chunk.clear().limit(4 * n));
            out.write(chunk.rewind());
            done += n;
        }
        written += count;
    }

    @Override
    public RowChecksum endRow() throws IOException {
        if (written != expected()) {
            throw new IllegalStateException("row " + row + " has " + written + " values, its shape says " + expected());
        }
        row++;
        RowChecksum sum = new RowChecksum(RowChecksum.Kind.CRC32C, crc.getValue());
        beginRow();
        if (row == batches.element().rows().size() && batches.size() > 1) {
            endBatch();
            beginBatch();
        }
        return sum;
    }

    @Override
    public void endGroup() throws IOException {
        if (batches.size() != 1 || row != batches.element().rows().size()) {
            throw new IllegalStateException("the group has rows that are not written");
        }
        endBatch();
    }

    private void pad() throws IOException {
        out.write(new byte[BatchHeader.padding(out.position())]);
    }

    private static byte[] littleEndian(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int v : values) {
            bytes.putInt(v);
        }
        return bytes.array();
    }

    @Override
    public long finish() throws IOException {
        if (!batches.isEmpty()) {
            throw new IllegalStateException("the file is finished before its last group has ended");
        }
        out.write(littleEndian(-1, 0));
        FlatBufferBuilder fb = new FlatBufferBuilder();
        fb.finish(new ArrowFooter(schema, List.of(), blocks).writeTo(fb));
        byte[] footer = fb.sizedByteArray();
        out.write(footer);
        out.write(littleEndian(footer.length));
        out.write(ArrowLayout.MAGIC);
        return out.position();
    }

    @Override
    public void close() throws IOException {
        try (out;
                allocator) {
            batches.forEach(OutputBatch::close);
            batches.clear();
        }
    }
}
