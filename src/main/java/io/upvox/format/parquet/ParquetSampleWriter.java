package io.upvox.format.parquet;

import io.upvox.format.ArrowSchemas;
import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.PassThroughSchema;
import io.upvox.format.RowChecksum;
import io.upvox.format.SampleWriter;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Checksum;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Writes tensors as data pages of a list column, page by page as the values come.
 *
 * <p>Pages are V1 and have no offset index: a row may then span pages, so that a page is a block of values whatever the
 * sample's size.
 */
public final class ParquetSampleWriter implements SampleWriter {
    private static final long ROW_GROUP_BYTES = 128L << 20; // only a hint for padding, which is off
    private static final int TRUNCATE_BYTES = 64;

    private final OutputOptions options;
    private final PassThroughSchema passThroughSchema;
    private final ParquetFileWriter out;
    private final PassThroughColumns passThrough;
    private final MessageType schema;
    private final ColumnDescriptor data;
    private final CodecFactory codecs;
    private final CompressionCodecName codec;
    private final ListPage page;
    /** CRC-32 where the pages' CRCs follow from it, which saves summing up twice. */
    private final RowChecksum.Kind kind;

    private final Checksum sum;

    private List<OutputRow> rows = List.of();
    private int row;
    private long written;
    private boolean rowStarted;
    private long sumBeforePage;

    private ParquetSampleWriter(
            ParquetOutput file,
            Configuration conf,
            PassThroughSchema passThroughSchema,
            OutputOptions options,
            CompressionCodecName codec)
            throws IOException {
        this.options = options;
        this.passThroughSchema = passThroughSchema;
        this.codec = codec;
        kind = options.pageChecksum() && codec == CompressionCodecName.UNCOMPRESSED
                ? RowChecksum.Kind.CRC32
                : RowChecksum.Kind.CRC32C;
        sum = kind.start();
        codecs = new CodecFactory(conf, options.pageBytes());
        passThrough = new PassThroughColumns(passThroughSchema, codecs.getCompressor(codec), options.pageChecksum());
        schema = OutputSchema.of(passThrough.schema(), options);
        data = options.fixedShape() == null
                ? ParquetColumns.leaf(schema, options.tensorColumn(), "data")
                : ParquetColumns.leaf(schema, options.tensorColumn());
        // Compressors take arrays, files what the output says.
        int bytes = ListPage.bufferBytes(options.pageBytes());
        page = new ListPage(
                codec == CompressionCodecName.UNCOMPRESSED ? file.buffer(bytes) : ByteBuffer.allocate(bytes),
                data.getMaxDefinitionLevel());
        out = new ParquetFileWriter(
                file,
                schema,
                ParquetFileWriter.Mode.CREATE,
                ROW_GROUP_BYTES,
                0,
                TRUNCATE_BYTES,
                Integer.MAX_VALUE,
                options.pageChecksum());
        out.start();
    }

    /**
     * Creates a file.
     *
     * @throws IllegalArgumentException if the compression is none that Parquet output has
     */
    public static ParquetSampleWriter create(
            Path path, Configuration conf, PassThroughSchema passThrough, OutputOptions options) throws IOException {
        CompressionCodecName codec = switch (options.compression()) {
            case "none" -> CompressionCodecName.UNCOMPRESSED;
            case "snappy" -> CompressionCodecName.SNAPPY;
            case "lz4" -> CompressionCodecName.LZ4_RAW;
            case "zstd" -> CompressionCodecName.ZSTD;
            default ->
                throw new IllegalArgumentException("Cannot write Parquet files with compression '"
                        + options.compression() + "': it is not known; give none, snappy, lz4 or zstd");
        };
        ParquetOutput file = new ParquetOutput(path, conf);
        try {
            return new ParquetSampleWriter(file, conf, passThrough, options, codec);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Checks that a file can hold an input's other columns.
     *
     * @throws InvalidDataException if one has a type that parquet-java or, on the way from other formats, Spark cannot hold
     */
    public static void check(PassThroughSchema passThrough) {
        if (passThrough instanceof ParquetPassThrough parquet) {
            parquet.checkWritable();
        } else {
            passThrough.sparkType();
        }
    }

    /**
     * Heap that the other columns of a group take: as pages, and the last page of one more than once while it is finished.
     *
     * @param valueBytes bytes of their values in the group
     * @param compressed whether pages are compressed
     */
    public static long heapBytes(long valueBytes, boolean compressed) {
        return (compressed ? 4 : 2) * valueBytes;
    }

    @Override
    public void beginGroup(PassThroughCursor cursor, List<OutputRow> group) throws IOException {
        group.forEach(options::check);
        rows = List.copyOf(group);
        row = 0;
        passThrough.take(cursor, rows.size());
        out.startBlock(rows.size());
        passThrough.flushTo(out);
        if (options.slabs()) {
            SmallPages.writeInts(
                    out,
                    ParquetColumns.leaf(schema, OutputOptions.SLAB_OFFSET),
                    rows.stream().map(OutputRow::firstPlane).toList());
            SmallPages.writeLists(
                    out,
                    ParquetColumns.leaf(schema, OutputOptions.SLAB_SHAPE),
                    rows.stream().map(r -> r.whole().dims()).toList());
        }
        long entries = 0;
        for (OutputRow r : rows) {
            entries = Math.addExact(entries, Math.max(1, r.shape().elements()));
        }
        out.startColumn(data, entries, codec);
        beginRow();
    }

    private void beginRow() {
        written = 0;
        rowStarted = false;
        sumBeforePage = 0;
        sum.reset();
    }

    @Override
    public void write(float[] values, int offset, int count) throws IOException {
        if (written + count > expected()) {
            throw new IllegalStateException(
                    "row " + row + " gets " + (written + count) + " values, its shape says " + expected());
        }
        int done = 0;
        while (done < count) {
            done += page.fill(values, offset + done, count - done, sum);
            if (page.isFull()) {
                flushPage();
            }
        }
        written += count;
    }

    private long expected() {
        return rows.get(row).shape().elements();
    }

    private void flushPage() throws IOException {
        long sumWithPage = sum.getValue();
        PageBytes body = kind == RowChecksum.Kind.CRC32
                ? page.body(!rowStarted, sumBeforePage, sumWithPage)
                : page.body(!rowStarted);
        writePage(page.count(), body, page.size());
        rowStarted = true;
        sumBeforePage = sumWithPage;
        page.clear();
    }

    // The form with a row count builds an offset index, which a row that spans pages cannot have.
    @SuppressWarnings("deprecation")
    private void writePage(int entries, BytesInput body, int size) throws IOException {
        BytesInput stored = codec == CompressionCodecName.UNCOMPRESSED
                ? body
                : codecs.getCompressor(codec).compress(body);
        long before = out.getPos();
        out.writeDataPage(entries, size, stored, (Statistics<?>) null, Encoding.RLE, Encoding.RLE, Encoding.PLAIN);
        if (out.getPos() - before < stored.size()) {
            // Another parquet-java than this was made with may take what PageBytes gives for a CRC as the page.
            throw new IllegalStateException(
                    "of a page of " + stored.size() + " bytes " + (out.getPos() - before) + " were written");
        }
    }

    @Override
    public RowChecksum endRow() throws IOException {
        if (written != expected()) {
            throw new IllegalStateException("row " + row + " has " + written + " values, its shape says " + expected());
        }
        if (page.count() > 0) {
            flushPage();
        }
        if (expected() == 0) {
            // The list is there, without an entry: one level above its repeated group.
            BytesInput body = ListPage.emptyRow(data.getMaxDefinitionLevel() - 2);
            writePage(1, body, (int) body.size());
        }
        row++;
        RowChecksum checksum = new RowChecksum(kind, sum.getValue());
        beginRow();
        return checksum;
    }

    @Override
    public void endGroup() throws IOException {
        if (row != rows.size()) {
            throw new IllegalStateException("the group has " + row + " rows of " + rows.size());
        }
        out.endColumn();
        if (options.fixedShape() == null) {
            SmallPages.writeLists(
                    out,
                    ParquetColumns.leaf(schema, options.tensorColumn(), "shape"),
                    rows.stream().map(r -> r.shape().dims()).toList());
        }
        out.endBlock();
    }

    @Override
    public long finish() throws IOException {
        Map<String, String> footer = new HashMap<>(options.footer());
        ParquetPassThrough parquet = passThroughSchema instanceof ParquetPassThrough p ? p : null;
        if (parquet != null) {
            footer.putAll(parquet.calendar());
        }
        StructType spark = sparkType();
        if (spark != null) {
            footer.put(SparkFooter.TYPE_KEY, ArrowSchemas.spark(spark, options).json());
        }
        try {
            List<Field> fields = parquet == null ? passThroughSchema.arrowFields() : parquet.footerFields();
            footer.put(ArrowSchemas.PARQUET_KEY, ArrowSchemas.encode(ArrowSchemas.output(fields, options)));
        } catch (InvalidDataException e) {
            // A column that Arrow has no word for passes through all the same; the tensor's type then stays in the
            // shape column.
            footer.remove(ArrowSchemas.PARQUET_KEY);
        }
        out.end(footer);
        return out.getPos();
    }

    private @Nullable StructType sparkType() {
        try {
            return passThroughSchema.sparkType();
        } catch (InvalidDataException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        codecs.release();
        passThrough.close();
        out.close();
    }
}
