package io.upvox.format.arrow;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A local file's float32 values, mapped into memory window by window as they are first read. */
final class MappedFile implements Closeable {
    /** A mapping holds at most 2^31-1 bytes; at 1 GiB no index comes near that. */
    static final long WINDOW_BYTES = 1L << 30;

    /** A value that begins at a window's last byte ends this far behind it. */
    private static final int OVERLAP_BYTES = Float.BYTES;

    private final FileChannel channel;
    private final long length;
    private final long windowBytes;
    private final @Nullable MappedByteBuffer[] windows;

    private MappedFile(FileChannel channel, long windowBytes) throws IOException {
        this.channel = channel;
        this.windowBytes = windowBytes;
        length = channel.size();
        windows = new @Nullable MappedByteBuffer[Math.toIntExact((length + windowBytes - 1) / windowBytes)];
    }

    /** @param windowBytes bytes mapped at once, at most {@link #WINDOW_BYTES} */
    static MappedFile open(File file, long windowBytes) throws IOException {
        FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.READ);
        boolean opened = false;
        try {
            MappedFile mapped = new MappedFile(channel, windowBytes);
            opened = true;
            return mapped;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    /** The file's size when it was opened. */
    long length() {
        return length;
    }

    /** Reads little-endian float32 values; the caller has checked that the file has them. */
    void floats(long position, float[] dst, int count) throws IOException {
        int done = 0;
        try {
            while (done < count) {
                long at = position + 4L * done;
                int index = (int) (at / windowBytes);
                long within = at - index * windowBytes;
                int n = (int) Math.min(count - done, (windowBytes - within + 3) / 4);
                window(index)
                        .slice((int) within, 4 * n)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(dst, done, n);
                done += n;
            }
        } catch (InternalError e) {
            // What the JVM answers when a mapped page is gone.
            throw new IOException("the file was cut or replaced while it was read", e);
        }
    }

    private MappedByteBuffer window(int index) throws IOException {
        MappedByteBuffer window = windows[index];
        if (window == null) {
            long start = index * windowBytes;
            window = channel.map(MapMode.READ_ONLY, start, Math.min(windowBytes + OVERLAP_BYTES, length - start));
            windows[index] = window;
        }
        return window;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
