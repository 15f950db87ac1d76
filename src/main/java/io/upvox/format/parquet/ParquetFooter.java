package io.upvox.format.parquet;

import io.upvox.format.HadoopFiles;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.BadConfigurationException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import shaded.parquet.org.apache.thrift.TException;

/** Opens Parquet files and reads their footers; whatever is wrong with one becomes one message. */
final class ParquetFooter {
    /** Kept: to make one reads Hadoop's configuration files, which takes longer than a footer. */
    private static final ParquetConfiguration DEFAULTS = new HadoopParquetConfiguration(new Configuration());

    private ParquetFooter() {}

    /**
     * How footers are read. Options of its own for each reader: they hold decompressors, which serve one thread at a time and
     * are given back when the reader is closed.
     */
    private static ParquetReadOptions options() {
        return ParquetReadOptions.builder(DEFAULTS)
                .withUseHadoopVectoredIo(false)
                .usePageChecksumVerification(true)
                .build();
    }

    /** The file as parquet-java takes it, at the length that was listed. */
    static InputFile input(FileStatus status, Configuration conf) {
        return new InputFile() {
            @Override
            public long getLength() {
                return status.getLen();
            }

            @Override
            public SeekableInputStream newStream() throws IOException {
                return HadoopStreams.wrap(HadoopFiles.open(status.getPath(), conf));
            }

            @Override
            public String toString() {
                return status.getPath().toString();
            }
        };
    }

    /**
     * Reads and checks a footer.
     *
     * @throws InvalidDataException if the file is truncated, damaged or encrypted
     */
    static ParquetMetadata read(InputFile file) throws IOException {
        ParquetMetadata footer;
        try (SeekableInputStream stream = file.newStream()) {
            footer = ParquetFileReader.readFooter(file, options(), stream);
        } catch (ParquetCryptoRuntimeException e) {
            throw encrypted(file, e);
        } catch (IOException e) {
            if (isDamage(e)) {
                throw damaged(file, e);
            }
            throw e;
        } catch (RuntimeException e) {
            throw damaged(file, e);
        }
        for (BlockMetaData block : footer.getBlocks()) {
            check(file, block);
        }
        return footer;
    }

    private static void check(InputFile file, BlockMetaData block) throws IOException {
        long length = file.getLength();
        for (ColumnChunkMetaData chunk : block.getColumns()) {
            try {
                long start = chunk.getStartingPos();
                if (start < 4 || chunk.getTotalSize() < 0 || start > length || chunk.getTotalSize() > length - start) {
                    throw new InvalidDataException("Cannot read " + file + ": column " + chunk.getPath()
                            + " lies outside the file (" + chunk.getTotalSize() + " bytes at " + start + " of " + length
                            + "); write it again");
                }
            } catch (ParquetCryptoRuntimeException e) {
                throw encrypted(file, e);
            }
        }
        if (block.getRowCount() < 0 || block.getRowCount() > Integer.MAX_VALUE) {
            throw new InvalidDataException("Cannot read " + file + ": a row group claims " + block.getRowCount()
                    + " rows; write it again with row groups of at most 2^31-1 rows");
        }
    }

    /** Whether Thrift could not parse what it read, rather than not read it. */
    static boolean isDamage(IOException e) {
        return e.getCause() instanceof TException thrift && !(thrift.getCause() instanceof IOException);
    }

    private static InvalidDataException damaged(InputFile file, Exception cause) {
        return new InvalidDataException(
                "Cannot read " + file + ": it is truncated or no Parquet file (" + firstLine(cause)
                        + "); write it again",
                cause);
    }

    /** What it means that a codec's class is not there. */
    static InvalidDataException withoutCodec(String file, Object codec, BadConfigurationException cause) {
        return new InvalidDataException(
                "Cannot read " + file + ": it is compressed with " + codec
                        + ", for which this Spark has no codec; write it with zstd, snappy or none",
                cause);
    }

    private static InvalidDataException encrypted(InputFile file, Exception cause) {
        return new InvalidDataException(
                "Cannot read " + file + ": it is encrypted; write it without encryption", cause);
    }

    static String firstLine(Throwable e) {
        String text = e.getMessage();
        return text == null
                ? e.getClass().getSimpleName()
                : text.lines().findFirst().orElse("");
    }
}
