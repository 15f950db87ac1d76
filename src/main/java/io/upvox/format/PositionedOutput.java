package io.upvox.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** An output stream that knows its position, and takes buffers of the kind that reaches its file by the fewest copies. */
public abstract class PositionedOutput extends OutputStream {
    PositionedOutput() {}

    /** Bytes written so far. */
    public abstract long position();

    /** A buffer of some size, best for {@link #write(ByteBuffer)}. */
    public abstract ByteBuffer buffer(int bytes);

    /** Writes the bytes between position and limit of a buffer that {@link #buffer} made. */
    public abstract void write(ByteBuffer bytes) throws IOException;
}
