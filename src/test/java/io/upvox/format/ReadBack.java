package io.upvox.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Walks over all rows of a file or a directory of files, for tests. */
public final class ReadBack {
    private ReadBack() {}

    /** What is done with a row. */
    public interface RowTest {
        void accept(SampleUnit unit, int row) throws IOException;
    }

    /** The status of a file. */
    public static FileStatus status(Path file) throws IOException {
        Configuration conf = new Configuration();
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toString());
        return FileSystem.getLocal(conf).getFileStatus(path);
    }

    /** Both kinds in turns. */
    public static RowChecksum.Kind kind(int row) {
        return row % 2 == 0 ? RowChecksum.Kind.CRC32 : RowChecksum.Kind.CRC32C;
    }

    /** The checksum of values as little-endian bytes, by the JDK alone. */
    public static RowChecksum checksum(RowChecksum.Kind kind, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Checksum crc = kind == RowChecksum.Kind.CRC32 ? new CRC32() : new CRC32C();
        crc.update(bytes.array());
        return new RowChecksum(kind, crc.getValue());
    }

    /** All rows, in order. */
    public static void forEachRow(Path path, TensorColumnOptions options, RowTest test) throws IOException {
        List<Path> files = List.of(path);
        if (Files.isDirectory(path)) {
            try (Stream<Path> list = Files.list(path)) {
                files = list.filter(f -> !f.getFileName().toString().startsWith("_"))
                        .filter(f -> !f.getFileName().toString().startsWith("."))
                        .sorted()
                        .toList();
            }
        }
        for (Path file : files) {
            try (SampleFile open = SampleFiles.open(status(file), new Configuration(), options)) {
                for (int u = 0; u < open.units(); u++) {
                    try (SampleUnit unit = open.open(u)) {
                        for (int row = 0; row < unit.rows(); row++) {
                            test.accept(unit, row);
                        }
                    }
                }
            }
        }
    }
}
