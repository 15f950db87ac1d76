package io.upvox.format.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column chunk for parquet-java's column readers, each read when it is asked for. Its own reader takes whole
 * chunks of a row group into memory.
 */
final class ChunkPages implements PageReader {
    private static final int BUFFER_BYTES = 64 << 10;

    private final PageChecks checks;
    private final ColumnChunkMetaData chunk;
    private final PageDecompressor decompressor;
    private final ChunkStream stream;
    private final ParquetMetadataConverter converter = new ParquetMetadataConverter();
    private @Nullable PageHeader ahead;

    ChunkPages(
            String file,
            ChunkSource source,
            ColumnDescriptor column,
            ColumnChunkMetaData chunk,
            PageDecompressor decompressor) {
        this.checks = new PageChecks(file, column, chunk);
        this.chunk = chunk;
        this.decompressor = decompressor;
        int buffer = (int) Math.max(1, Math.min(BUFFER_BYTES, chunk.getTotalSize()));
        stream = new ChunkStream(source, new byte[buffer]);
    }

    @Override
    public long getTotalValueCount() {
        return chunk.getValueCount();
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        try {
            PageHeader header = header();
            if (header == null || !header.isSetDictionary_page_header()) {
                return null;
            }
            ahead = null;
            byte[] body = body(header);
            return new DictionaryPage(
                    unpacked(body, header),
                    header.getDictionary_page_header().getNum_values(),
                    converter.getEncoding(header.getDictionary_page_header().getEncoding()));
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public @Nullable DataPage readPage() {
        try {
            for (PageHeader header = header(); header != null; header = header()) {
                ahead = null;
                if (header.isSetData_page_header()) {
                    return v1(header, header.getData_page_header());
                }
                if (header.isSetData_page_header_v2()) {
                    return v2(header, header.getData_page_header_v2());
                }
                stream.discard(header.getCompressed_page_size());
            }
            return null;
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
    }

    /** The next page's header, which stays the next one; null at the end. */
    private @Nullable PageHeader header() throws IOException {
        PageHeader header = ahead;
        if (header == null && stream.remaining() > 0) {
            header = checks.header(stream);
            ahead = header;
        }
        return header;
    }

    /** A page's bytes as stored, in an array of their own: values are views of it. */
    private byte[] body(PageHeader header) throws IOException {
        CRC32 sum = header.isSetCrc() ? new CRC32() : null;
        byte[] bytes = new byte[header.getCompressed_page_size()];
        stream.checksum(sum);
        stream.readFully(bytes, 0, bytes.length);
        stream.checksum(null);
        if (sum != null) {
            checks.checksum((int) sum.getValue(), header.getCrc());
        }
        return bytes;
    }

    private BytesInput unpacked(byte[] body, PageHeader header) throws IOException {
        return unpacked(body, 0, header.getUncompressed_page_size(), true);
    }

    private BytesInput unpacked(byte[] body, int offset, int size, boolean compressed) throws IOException {
        if (!compressed || chunk.getCodec() == CompressionCodecName.UNCOMPRESSED) {
            return BytesInput.from(body, offset, body.length - offset);
        }
        if (size < 0) {
            throw new EOFException("a page is shorter than its levels");
        }
        byte[] packed = offset == 0 ? body : Arrays.copyOfRange(body, offset, body.length);
        byte[] plain = new byte[size];
        int found = decompressor.unpack(chunk.getCodec(), packed, packed.length, plain, size);
        if (found < size) {
            throw new EOFException("a page unpacks to " + found + " bytes, not " + size);
        }
        return BytesInput.from(plain);
    }

    private DataPage v1(PageHeader header, DataPageHeader page) throws IOException {
        return new DataPageV1(
                unpacked(body(header), header),
                checks.entries(page.getNum_values()),
                header.getUncompressed_page_size(),
                null,
                converter.getEncoding(page.getRepetition_level_encoding()),
                converter.getEncoding(page.getDefinition_level_encoding()),
                converter.getEncoding(page.getEncoding()));
    }

    private DataPage v2(PageHeader header, DataPageHeaderV2 page) throws IOException {
        byte[] body = body(header);
        int repetition = page.getRepetition_levels_byte_length();
        int definition = page.getDefinition_levels_byte_length();
        if (repetition < 0 || definition < 0 || (long) repetition + definition > body.length) {
            throw new EOFException("a page claims " + repetition + " and " + definition + " bytes of levels");
        }
        int levels = repetition + definition;
        Encoding encoding = converter.getEncoding(page.getEncoding());
        return DataPageV2.uncompressed(
                page.getNum_rows(),
                page.getNum_nulls(),
                checks.entries(page.getNum_values()),
                BytesInput.from(body, 0, repetition),
                BytesInput.from(body, repetition, definition),
                encoding,
                unpacked(body, levels, header.getUncompressed_page_size() - levels, page.isIs_compressed()),
                null);
    }

    /** What a failed read means: the storage's own failures stay what they are, everything else is bad data. */
    private RuntimeException failed(Exception e) {
        IOException storage = stream.failure();
        if (storage != null) {
            return new UncheckedIOException(storage);
        }
        return checks.damaged(e);
    }
}
