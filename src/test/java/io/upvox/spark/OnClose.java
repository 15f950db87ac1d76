package io.upvox.spark;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;

/** Files that are written as ever and closed in another way. */
final class OnClose {
    /** Closes a file, or fails to. */
    interface Closing {
        void run() throws IOException;
    }

    private OnClose() {}

    /** A file whose first closing is that, and whose others do nothing. */
    static FSDataOutputStream file(OutputStream out, Closing closing) {
        return new FSDataOutputStream(
                new FilterOutputStream(out) {
                    private boolean closed;

                    @Override
                    public void write(byte[] b, int off, int len) throws IOException {
                        out.write(b, off, len);
                    }

                    @Override
                    public void close() throws IOException {
                        if (!closed) {
                            closed = true;
                            closing.run();
                        }
                    }
                },
                null);
    }
}
