package io.upvox.format;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * A local file mapped into memory, window by window as they are first read: its bytes reach their array by one copy, a read
 * takes three. Only copied from: the JVM turns a page that is gone into an error there, but would die of it in a checksum.
 */
public final class MappedFile implements Closeable {
    /** A mapping holds at most 2^31-1 bytes; at 1 GiB no index comes near that. */
    public static final long WINDOW_BYTES = 1L << 30;

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
        if (length > 0) {
            window(0); // not every file system can
        }
    }

    /**
     * Maps a file for reading.
     *
     * @param windowBytes bytes mapped at once, at most {@link #WINDOW_BYTES}
     * @return null if the file is not of this machine's file system, or that one cannot map it
     */
    public static @Nullable MappedFile of(FileStatus status, Configuration conf, long windowBytes) throws IOException {
        File file = HadoopFiles.local(status.getPath(), conf);
        if (file == null) {
            return null;
        }
        FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.READ);
        try {
            return new MappedFile(channel, windowBytes);
        } catch (IOException e) {
            channel.close();
            return null;
        }
    }

    /** The file's size when it was opened. */
    public long length() {
        return length;
    }

    /** Reads little-endian float32 values; the caller has checked that the file has them. */
    public void floats(long position, float[] dst, int offset, int count) throws IOException {
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
                        .get(dst, offset + done, n);
                done += n;
            }
        } catch (InternalError e) {
            throw gone(e);
        }
    }

    /** Reads bytes; the caller has checked that the file has them. */
    public void bytes(long position, byte[] dst, int offset, int count) throws IOException {
        int done = 0;
        try {
            while (done < count) {
                long at = position + done;
                int index = (int) (at / windowBytes);
                long within = at - index * windowBytes;
                int n = (int) Math.min(count - done, windowBytes - within);
                window(index).get((int) within, dst, offset + done, n);
                done += n;
            }
        } catch (InternalError e) {
            throw gone(e);
        }
    }

    /** What the JVM answers when a mapped page is gone. */
    private static IOException gone(InternalError e) {
        return new IOException("the file was cut or replaced while it was read", e);
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
