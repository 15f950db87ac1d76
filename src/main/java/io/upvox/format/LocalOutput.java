package io.upvox.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Output to a file of this machine: the JDK copies arrays to native memory before it writes them, direct buffers not. */
final class LocalOutput extends PositionedOutput {
    /** Stays in cache. */
    private static final int STAGED_BYTES = 256 << 10;

    private final FileChannel channel;
    private final ByteBuffer staged = ByteBuffer.allocateDirect(STAGED_BYTES);
    private long position;

    private LocalOutput(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates a file in a directory that exists.
     *
     * @param permissions of the new file, where the file system has such
     * @throws java.nio.file.FileAlreadyExistsException if it exists
     */
    static LocalOutput create(Path file, Set<PosixFilePermission> permissions) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null && !view.readAttributes().permissions().equals(permissions)) {
                view.setPermissions(permissions);
            }
            return new LocalOutput(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
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
