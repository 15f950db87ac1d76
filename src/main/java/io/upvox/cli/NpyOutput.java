package io.upvox.cli;

import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A float32 .npy file written block by block; it takes its name when it is complete. */
final class NpyOutput implements Closeable {
    private static final int CHUNK_BYTES = 256 << 10;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    NpyOutput(Path file, TensorShape shape) throws IOException {
        this.file = file;
        this.part = file.resolveSibling("." + file.getFileName() + ".part");
        channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.wrap(NpyHeader.float32(shape.dims())));
    }

    void write(float[] values, int count) throws IOException {
        for (int i = 0; i < count; i += CHUNK_BYTES / 4) {
            int n = Math.min(CHUNK_BYTES / 4, count - i);
            chunk.clear().limit(4 * n);
            chunk.asFloatBuffer().put(values, i, n);
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
    }

    /** Gives the file its name. */
    void finish() throws IOException {
        channel.close();
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
