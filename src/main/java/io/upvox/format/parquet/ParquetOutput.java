package io.upvox.format.parquet;

import io.upvox.format.HadoopFiles;
import io.upvox.format.PositionedOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file as parquet-java takes it. Its stream takes buffers, too. */
final class ParquetOutput implements OutputFile, AutoCloseable {
    private final Path path;
    private final PositionedOutput file;

    /** Creates the file, which must not exist. */
    ParquetOutput(Path path, Configuration conf) throws IOException {
        this.path = path;
        this.file = HadoopFiles.create(path, conf);
    }

    /** A buffer of some size, best for {@link Stream#write(ByteBuffer)}. */
    ByteBuffer buffer(int bytes) {
        return file.buffer(bytes);
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Stream(file);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return path.toString();
    }

    /** Closes the file, if it has not been by its stream. */
    @Override
    public void close() throws IOException {
        file.close();
    }

    /** What parquet-java writes to. */
    static final class Stream extends PositionOutputStream {
        private final PositionedOutput file;

        Stream(PositionedOutput file) {
            this.file = file;
        }

        @Override
        public long getPos() {
            return file.position();
        }

        /** Writes the bytes between position and limit of a buffer that {@link ParquetOutput#buffer} made. */
        void write(ByteBuffer bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void write(int b) throws IOException {
            file.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
