package io.upvox.format.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4Factory;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.BadConfigurationException;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Unpacks pages from array to array. parquet-java's codecs, made for streams, copy a page several times and allocate it anew;
 * the common ones are asked of their libraries instead, the others of parquet-java. Belongs to one thread.
 */
final class PageDecompressor implements AutoCloseable {
    private static final int CODEC_PAGE_BYTES = 1 << 20;

    private final String file;
    private final CodecFactory others;
    private @Nullable ZstdDecompressCtx zstd;

    PageDecompressor(String file, Configuration conf) {
        this.file = file;
        others = new CodecFactory(conf, CODEC_PAGE_BYTES);
    }

    /**
     * Unpacks a page.
     *
     * @param src holds the page in its first {@code size} bytes
     * @param dst receives at most {@code unpacked} bytes
     * @return how many bytes it received
     * @throws io.upvox.tensor.InvalidDataException if there is no such codec
     * @throws IOException or some RuntimeException if the page is damaged
     */
    int unpack(CompressionCodecName codec, byte[] src, int size, byte[] dst, int unpacked) throws IOException {
        if (size == 0) {
            return 0; // some writers store no values as nothing at all, which is no valid input to a codec
        }
        return switch (codec) {
            case SNAPPY -> {
                // Its library writes as much as the page says, wherever the array ends.
                int claimed = Snappy.uncompressedLength(src, 0, size);
                if (claimed > unpacked) {
                    throw new IOException("a page unpacks to " + claimed + " bytes, not " + unpacked);
                }
                yield Snappy.uncompress(src, 0, size, dst, 0);
            }
            case LZ4_RAW -> LZ4Factory.fastestInstance().safeDecompressor().decompress(src, 0, size, dst, 0, unpacked);
            case ZSTD -> zstd().decompressByteArray(dst, 0, unpacked, src, 0, size);
            default -> other(codec, src, size, dst, unpacked);
        };
    }

    private ZstdDecompressCtx zstd() {
        if (zstd == null) {
            zstd = new ZstdDecompressCtx();
        }
        return zstd;
    }

    private int other(CompressionCodecName codec, byte[] src, int size, byte[] dst, int unpacked) throws IOException {
        try (InputStream plain = others.getDecompressor(codec)
                .decompress(BytesInput.from(src, 0, size), unpacked)
                .toInputStream()) {
            return plain.readNBytes(dst, 0, unpacked);
        } catch (BadConfigurationException e) {
            throw ParquetFooter.withoutCodec(file, codec, e);
        }
    }

    @Override
    public void close() {
        others.release();
        if (zstd != null) {
            zstd.close();
        }
    }
}
