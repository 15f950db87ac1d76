package io.upvox.format.arrow;

import java.io.IOException;
import java.io.InputStream;

/** A range of the file as a stream. */
final class RangeStream extends InputStream {
    private final ArrowInput in;
    private final byte[] buffer;
    private long position;
    private long left;
    private int at;
    private int end;

    RangeStream(ArrowInput in, long position, long length) {
        this.in = in;
        this.position = position;
        this.left = length;
        this.buffer = new byte[(int) Math.min(ArrowInput.CHUNK_BYTES, Math.max(1, length))];
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        int n = (int) Math.min(buffer.length, left);
        if (n == 0) {
            return false;
        }
        in.read(position, buffer, 0, n);
        position += n;
        left -= n;
        at = 0;
        end = n;
        return true;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] dst, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, end - at);
        System.arraycopy(buffer, at, dst, offset, n);
        at += n;
        return n;
    }
}
