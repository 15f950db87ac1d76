package io.upvox.format.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import io.upvox.format.ArrowSchemas;
import io.upvox.format.HadoopFiles;
import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.PassThroughSchema;
import io.upvox.format.SampleWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
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
    private final HadoopFiles.PositionedOutput out;
    private final BufferAllocator allocator = new RootAllocator();
    private final List<ArrowBlock> blocks = new ArrayList<>();
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final FloatBuffer floats =
            ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    private final CRC32C crc = new CRC32C();

    private List<OutputRow> rows = List.of();
    private int row;
    private long written;
    private long bodyEnd;

    private ArrowSampleWriter(HadoopFiles.PositionedOutput out, PassThroughSchema passThrough, OutputOptions options)
            throws IOException {
        this.out = out;
        this.options = options;
        this.passThrough = passThrough;
        schema = ArrowSchemas.output(passThrough.arrowFields(), options);
        out.write(ArrowLayout.MAGIC);
        out.write(new byte[2]);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        MessageSerializer.serialize(new WriteChannel(Channels.newChannel(message)), schema);
        out.write(message.toByteArray());
        pad();
    }

    /**
     * Creates a file.
     *
     * @throws IllegalArgumentException if a compression is asked for
     */
    public static ArrowSampleWriter create(
            Path path, Configuration conf, PassThroughSchema passThrough, OutputOptions options) throws IOException {
        if (!options.compression().equals("none")) {
            throw new IllegalArgumentException("Cannot write Arrow files with compression '" + options.compression()
                    + "': a compressed body cannot be streamed; give --compression none, or write Parquet");
        }
        return new ArrowSampleWriter(HadoopFiles.create(path, conf), passThrough, options);
    }

    @Override
    public void beginGroup(PassThroughCursor cursor, List<OutputRow> group) throws IOException {
        rows = List.copyOf(group);
        row = 0;
        BatchHeader header = new BatchHeader();
        List<byte[]> passBuffers = new ArrayList<>();
        if (!passThrough.names().isEmpty()) {
            try (ArrowRecordBatch batch = PassThroughBatch.take(passThrough, cursor, rows.size(), allocator)) {
                for (ArrowFieldNode node : batch.getNodes()) {
                    header.node(node.getLength(), node.getNullCount());
                }
                for (ArrowBuf buffer : batch.getBuffers()) {
                    byte[] bytes = new byte[Math.toIntExact(buffer.readableBytes())];
                    buffer.getBytes(0, bytes);
                    passBuffers.add(bytes);
                    header.buffer(bytes.length);
                }
            }
        }
        TensorBuffers tensor = new TensorBuffers(options, rows);
        tensor.addTo(header);
        begin(header);
        for (byte[] bytes : passBuffers) {
            out.write(bytes);
            pad();
        }
        for (byte[] bytes : tensor.leading()) {
            out.write(bytes);
            pad();
        }
        beginRow();
    }

    private void begin(BatchHeader header) throws IOException {
        byte[] message = header.message(rows.size());
        long start = out.position();
        int padded = (int) (BatchHeader.aligned(start + 8 + message.length) - start - 8);
        out.write(littleEndian(-1, padded));
        out.write(message);
        out.write(new byte[padded - message.length]);
        blocks.add(new ArrowBlock(start, padded + 8, header.bodyBytes()));
        bodyEnd = out.position() + header.bodyBytes();
    }

    private void beginRow() {
        written = 0;
        crc.reset();
    }

    private long expected() {
        return rows.get(row).shape().elements();
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
            crc.update(chunk, 0, 4 * n);
            out.write(chunk, 0, 4 * n);
            done += n;
        }
        written += count;
    }

    @Override
    public long endRow() {
        if (written != expected()) {
            throw new IllegalStateException("row " + row + " has " + written + " values, its shape says " + expected());
        }
        row++;
        long sum = crc.getValue();
        beginRow();
        return sum;
    }

    @Override
    public void endGroup() throws IOException {
        if (row != rows.size()) {
            throw new IllegalStateException("the group has " + row + " rows of " + rows.size());
        }
        pad();
        if (out.position() != bodyEnd) {
            throw new IllegalStateException("a batch ends at " + out.position() + ", not " + bodyEnd);
        }
    }

    private void pad() throws IOException {
        out.write(new byte[(int) (BatchHeader.aligned(out.position()) - out.position())]);
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
        try (out) {
            allocator.close();
        }
    }
}
