package io.upvox.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataOutputStream;

/** Output to any of Hadoop's file systems. */
final class StreamOutput extends PositionedOutput {
    private final FSDataOutputStream out;

    StreamOutput(FSDataOutputStream out) {
        this.out = out;
    }

    @Override
    public long position() {
        return out.getPos();
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
