package io.upvox.format.parquet;

import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column chunk of a list of numbers, one after the other. Large plain pages are streamed, others are held
 * one at a time.
 *
 * <p>Source: data pages V1 and V2 of the Parquet format description.
 */
final class LeafPages {
    /** Smaller pages are held: to take them apart as they come would cost more. */
    private static final int STREAMED_BYTES = 64 << 10;

    private final String file;
    private final ColumnDescriptor column;
    private final ColumnChunkMetaData chunk;
    private final PageBuffers buffers;
    private final PageDecompressor decompressor;
    private final ElementType type;
    private final ChunkStream stream;
    private final PageChecks checks;
    private final PageLevels levels = new PageLevels();

    private float[] dictionary = new float[0];
    private @Nullable PageValues values;
    private @Nullable CRC32 running;
    private int expectedCrc;

    LeafPages(
            String file,
            ChunkSource source,
            ColumnDescriptor column,
            ColumnChunkMetaData chunk,
            ElementType type,
            PageBuffers buffers,
            PageDecompressor decompressor) {
        this.file = file;
        this.column = column;
        this.chunk = chunk;
        this.checks = new PageChecks(file, column, chunk);
        this.type = type;
        this.buffers = buffers;
        this.decompressor = decompressor;
        this.stream = new ChunkStream(source, buffers.stream());
    }

    PageLevels levels() {
        return levels;
    }

    PageValues values() {
        if (values == null) {
            throw new IllegalStateException("no page is open");
        }
        return values;
    }

    /** Goes to the next data page; false at the end of the chunk. */
    boolean next() throws IOException {
        try {
            return open();
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Says that all values of a streamed page have been taken: its checksum is compared. */
    void endPage() {
        CRC32 sum = running;
        if (sum != null) {
            running = null;
            stream.checksum(null);
            checks.checksum((int) sum.getValue(), expectedCrc);
        }
    }

    /** What a failed read means: the storage's own failures stay as they are, everything else is bad data. */
    RuntimeException damaged(Exception e) throws IOException {
        IOException storage = stream.failure();
        if (storage != null) {
            throw storage;
        }
        return checks.damaged(e);
    }

    private boolean open() throws IOException {
        while (stream.remaining() > 0) {
            PageHeader header = checks.header(stream);
            int size = header.getCompressed_page_size();
            int unpacked = header.getUncompressed_page_size();
            expectedCrc = header.getCrc();
            boolean checked = header.isSetCrc();
            switch (header.getType()) {
                case DICTIONARY_PAGE -> {
                    int entries = header.getDictionary_page_header().getNum_values();
                    byte[] plain = unpack(load(size, checked), size, unpacked, true);
                    if (entries < 0 || (long) entries * type.bytes() > unpacked) {
                        throw new EOFException("a dictionary claims " + entries + " values");
                    }
                    dictionary = new float[entries];
                    type.toFloat32(plain, 0, ByteOrder.LITTLE_ENDIAN, dictionary, 0, entries);
                }
                case DATA_PAGE -> {
                    openV1(header.getData_page_header(), size, unpacked, checked);
                    return true;
                }
                case DATA_PAGE_V2 -> {
                    openV2(header.getData_page_header_v2(), size, unpacked, checked);
                    return true;
                }
                default -> stream.discard(size);
            }
        }
        return false;
    }

    private void openV1(DataPageHeader page, int size, int unpacked, boolean checked) throws IOException {
        int entries = checks.entries(page.getNum_values());
        boolean plain = chunk.getCodec() == CompressionCodecName.UNCOMPRESSED;
        if (plain && page.getEncoding() == Encoding.PLAIN && size > STREAMED_BYTES) {
            CRC32 sum = startChecksum(checked);
            byte[] repetition = levelBytes(size);
            byte[] definition = levelBytes(size);
            levels.repetition(repetition, 0, repetition.length, entries);
            levels.definition(definition, 0, definition.length, column.getMaxDefinitionLevel());
            int rest = size - 8 - repetition.length - definition.length;
            streamOrHold(rest, sum);
            return;
        }
        byte[] page1 = unpack(load(size, checked), size, unpacked, true);
        int repetitionEnd = levelsEnd(page1, 0, unpacked);
        int definitionEnd = levelsEnd(page1, repetitionEnd, unpacked);
        levels.repetition(page1, 4, repetitionEnd, entries);
        levels.definition(page1, repetitionEnd + 4, definitionEnd, column.getMaxDefinitionLevel());
        values = decode(page1, definitionEnd, unpacked, page.getEncoding());
    }

    private void openV2(DataPageHeaderV2 page, int size, int unpacked, boolean checked) throws IOException {
        int entries = checks.entries(page.getNum_values());
        int repetition = page.getRepetition_levels_byte_length();
        int definition = page.getDefinition_levels_byte_length();
        if (repetition < 0 || definition < 0 || (long) repetition + definition > Math.min(size, unpacked)) {
            throw new EOFException("a page claims " + repetition + " and " + definition + " bytes of levels");
        }
        boolean compressed = page.isIs_compressed() && chunk.getCodec() != CompressionCodecName.UNCOMPRESSED;
        CRC32 sum = startChecksum(checked);
        byte[] both = new byte[repetition + definition];
        stream.readFully(both, 0, both.length);
        levels.repetition(both, 0, repetition, entries);
        levels.definition(both, repetition, both.length, column.getMaxDefinitionLevel());
        int rest = size - both.length;
        if (!compressed && page.getEncoding() == Encoding.PLAIN) {
            streamOrHold(rest, sum);
            return;
        }
        byte[] stored = hold(rest);
        finishChecksum(sum);
        int plainBytes = unpacked - both.length;
        byte[] plain = unpack(stored, rest, plainBytes, compressed);
        values = decode(plain, 0, plainBytes, page.getEncoding());
    }

    private @Nullable CRC32 startChecksum(boolean checked) {
        CRC32 sum = checked ? new CRC32() : null;
        stream.checksum(sum);
        return sum;
    }

    private void finishChecksum(@Nullable CRC32 sum) {
        stream.checksum(null);
        if (sum != null) {
            checks.checksum((int) sum.getValue(), expectedCrc);
        }
    }

    /**
     * Plain values at the stream's position. They are streamed, unless a row ends inside the page: such a row would be handed
     * out before the page's checksum is known.
     */
    private void streamOrHold(int bytes, @Nullable CRC32 sum) throws IOException {
        if ((long) levels.present(0, levels.entries()) * type.bytes() != bytes) {
            throw new EOFException(
                    "a page holds " + bytes + " bytes for " + levels.present(0, levels.entries()) + " values");
        }
        boolean rowEndsInside = levels.startCount() > 1 || (levels.startCount() == 1 && levels.start(0) > 0);
        if (sum == null || !rowEndsInside) {
            running = sum;
            values = new PageValues.Streamed(stream, type);
        } else {
            byte[] held = hold(bytes);
            finishChecksum(sum);
            values = new PageValues.Plain(held, 0, bytes, type);
        }
    }

    /** Takes a page's bytes into memory and compares its checksum. */
    private byte[] load(int size, boolean checked) throws IOException {
        CRC32 sum = startChecksum(checked);
        byte[] bytes = hold(size);
        finishChecksum(sum);
        return bytes;
    }

    private byte[] hold(int size) throws IOException {
        byte[] bytes = buffers.stored(size);
        stream.readFully(bytes, 0, size);
        return bytes;
    }

    private byte[] levelBytes(int pageSize) throws IOException {
        byte[] length = new byte[4];
        stream.readFully(length, 0, 4);
        int n = littleEndian(length, 0);
        if (n < 0 || n > pageSize - 8) {
            throw new EOFException("levels claim " + n + " bytes");
        }
        byte[] bytes = new byte[n];
        stream.readFully(bytes, 0, n);
        return bytes;
    }

    private static int levelsEnd(byte[] page, int at, int limit) throws EOFException {
        if (at + 4 > limit) {
            throw new EOFException("a page has no levels");
        }
        long end = at + 4L + littleEndian(page, at);
        if (end < at + 4L || end > limit) {
            throw new EOFException("levels do not fit their page");
        }
        return (int) end;
    }

    /** The page as it is when it is not compressed, else what it unpacks to. */
    private byte[] unpack(byte[] stored, int size, int unpacked, boolean compressed) throws IOException {
        boolean plain = !compressed || chunk.getCodec() == CompressionCodecName.UNCOMPRESSED;
        byte[] page = plain ? stored : buffers.unpacked(unpacked);
        int found = plain ? size : decompressor.unpack(chunk.getCodec(), stored, size, page, unpacked);
        if (found < unpacked) {
            throw new EOFException("a page unpacks to " + found + " bytes, not " + unpacked);
        }
        return page;
    }

    private PageValues decode(byte[] page, int begin, int end, Encoding encoding) throws IOException {
        return switch (encoding) {
            case PLAIN -> new PageValues.Plain(page, begin, end, type);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> new PageValues.Dictionary(dictionary, page, begin, end);
            case BYTE_STREAM_SPLIT -> new PageValues.StreamSplit(page, begin, end, type);
            default ->
                throw new InvalidDataException("Cannot read " + file + ": column "
                        + String.join(".", column.getPath()) + " is encoded as " + encoding
                        + "; write it as PLAIN, with a dictionary or as BYTE_STREAM_SPLIT");
        };
    }

    private static int littleEndian(byte[] b, int at) {
        return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
    }
}
