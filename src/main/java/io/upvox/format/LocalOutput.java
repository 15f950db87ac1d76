package io.upvox.format;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Output to a file of this machine: the JDK copies arrays to native memory before it writes them, direct buffers not. */
final class LocalOutput extends PositionedOutput {
    /** Stays in cache. */
    private static final int STAGED_BYTES = 256 << 10;

    private final FileChannel channel;
    private final ByteBuffer staged = ByteBuffer.allocateDirect(STAGED_BYTES);
    private long position;

    /** @param file exists and is empty */
    LocalOutput(File file) throws IOException {
        channel = FileChannel.open(file.toPath(), StandardOpenOption.WRITE);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        position += bytes.remaining();
        staged.flip();
        try {
            // What is staged, a page's header, goes along.
            ByteBuffer[] both = {staged, bytes};
            while (staged.hasRemaining() || bytes.hasRemaining()) {
                channel.write(both);
            }
        } finally {
            staged.clear();
        }
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void write(int b) throws IOException {
        if (!staged.hasRemaining()) {
            flush();
        }
        staged.put((byte) b);
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (!staged.hasRemaining()) {
                flush();
            }
            int n = Math.min(staged.remaining(), length - done);
            staged.put(bytes, offset + done, n);
            done += n;
        }
        position += length;
    }

    @Override
    public void flush() throws IOException {
        staged.flip();
        try {
            writeFully(staged);
        } finally {
            staged.clear();
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
