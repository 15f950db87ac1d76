package io.upvox.format.parquet;

import io.upvox.format.ArrowSchemas;
import io.upvox.format.ColumnSchema;
import io.upvox.format.MappedFile;
import io.upvox.format.PassThroughSchema;
import io.upvox.format.PassThroughSize;
import io.upvox.format.SampleFile;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumn;
import io.upvox.format.TensorColumnOptions;
import io.upvox.format.TensorColumnResolver;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** A Parquet file with a tensor column; its units are row groups. */
public final class ParquetSampleFile implements SampleFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final String path;
    private final ParquetMetadata footer;
    private final TensorColumn tensor;
    private final @Nullable String idColumn;
    private final ParquetPassThrough passThrough;
    private final ColumnDescriptor dataLeaf;
    private final PageDecompressor decompressor;
    private final PageBuffers buffers = new PageBuffers();
    private final @Nullable MappedFile mapped;
    private final SeekableInputStream stream;
    private final SeekableInputStream others;

    private ParquetSampleFile(
            FileStatus status,
            InputFile input,
            ParquetMetadata footer,
            TensorColumn tensor,
            @Nullable String idColumn,
            ParquetPassThrough passThrough,
            Configuration conf)
            throws IOException {
        this.path = status.getPath().toString();
        this.footer = footer;
        this.tensor = tensor;
        this.idColumn = idColumn;
        this.passThrough = passThrough;
        this.decompressor = new PageDecompressor(path, conf);
        this.dataLeaf = tensor.form() == TensorColumn.Form.STRUCT
                ? ParquetColumns.leaf(schema(), tensor.name(), "data")
                : ParquetColumns.leaf(schema(), tensor.name());
        this.mapped = MappedFile.of(status, conf, MappedFile.WINDOW_BYTES);
        this.stream = input.newStream();
        this.others = input.newStream();
    }

    /** Whether a file that begins with these bytes is meant to be Parquet. */
    public static boolean hasMagic(byte[] start) {
        return start.length >= 4 && Arrays.equals(start, 0, 4, MAGIC, 0, 4);
    }

    /**
     * Reads the footer and finds the tensor column.
     *
     * @throws io.upvox.tensor.InvalidDataException if the file is not valid Parquet or has no tensor column
     */
    public static ParquetSampleFile open(FileStatus status, Configuration conf, TensorColumnOptions options)
            throws IOException {
        String path = status.getPath().toString();
        InputFile input = ParquetFooter.input(status, conf);
        ParquetMetadata footer = ParquetFooter.read(input);
        MessageType schema = footer.getFileMetaData().getSchema();
        Map<String, String> keys = footer.getFileMetaData().getKeyValueMetaData();
        Schema arrow = ArrowSchemas.decode(path, keys.get(ArrowSchemas.PARQUET_KEY));
        List<ColumnSchema> columns = ParquetColumns.of(path, schema, arrow);
        TensorColumn tensor = TensorColumnResolver.resolve(path, columns, options);
        List<Type> others = schema.getFields().stream()
                .filter(f -> !f.getName().equals(tensor.name()) && !f.getName().equals(tensor.shapeColumn()))
                .toList();
        return new ParquetSampleFile(
                status,
                input,
                footer,
                tensor,
                TensorColumnResolver.idColumn(path, columns, options),
                new ParquetPassThrough(path, others, arrow, SparkFooter.of(keys)),
                conf);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String format() {
        return "parquet";
    }

    @Override
    public TensorColumn tensor() {
        return tensor;
    }

    @Override
    public @Nullable String idColumn() {
        return idColumn;
    }

    @Override
    public PassThroughSchema passThrough() {
        return passThrough;
    }

    @Override
    public int units() {
        return footer.getBlocks().size();
    }

    @Override
    public int rows(int unit) {
        return (int) block(unit).getRowCount();
    }

    @Override
    public long bytes(int unit) {
        return chunk(unit, dataLeaf).getTotalSize();
    }

    @Override
    public PassThroughSize passThroughSize(int unit) {
        return ChunkSizes.of(block(unit), Set.copyOf(passThrough.names()));
    }

    @Override
    public SampleUnit open(int unit) throws IOException {
        long firstRow = 0;
        for (int i = 0; i < unit; i++) {
            firstRow += rows(i);
        }
        return tensor.form() == TensorColumn.Form.STRUCT || tensor.form() == TensorColumn.Form.LIST
                ? new ListUnit(this, unit, firstRow)
                : new BinaryUnit(this, unit, firstRow);
    }

    MessageType schema() {
        return footer.getFileMetaData().getSchema();
    }

    String createdBy() {
        return String.valueOf(footer.getFileMetaData().getCreatedBy());
    }

    ParquetPassThrough parquetPassThrough() {
        return passThrough;
    }

    ColumnDescriptor dataLeaf() {
        return dataLeaf;
    }

    private BlockMetaData block(int unit) {
        return footer.getBlocks().get(unit);
    }

    private ColumnChunkMetaData chunk(int unit, ColumnDescriptor leaf) {
        ColumnPath wanted = ColumnPath.get(leaf.getPath());
        return block(unit).getColumns().stream()
                .filter(c -> c.getPath().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new InvalidDataException("Cannot read " + path + ": row group " + unit
                        + " lacks column " + wanted + "; write the file again"));
    }

    /** Columns of a row group, read page by page as they are asked for; good until the file is closed. */
    PageReadStore pages(int unit, MessageType projection) {
        Map<ColumnDescriptor, PageReader> columns = new HashMap<>();
        for (ColumnDescriptor leaf : projection.getColumns()) {
            ColumnChunkMetaData chunk = chunk(unit, leaf);
            columns.put(leaf, new ChunkPages(path, source(others, chunk), leaf, chunk, decompressor));
        }
        return new PageReadStore() {
            @Override
            public PageReader getPageReader(ColumnDescriptor leaf) {
                return Objects.requireNonNull(columns.get(leaf), leaf::toString);
            }

            @Override
            public long getRowCount() {
                return rows(unit);
            }
        };
    }

    /** The tensor values of a row group. */
    LeafRows values(int unit) {
        ColumnChunkMetaData chunk = chunk(unit, dataLeaf);
        return new LeafRows(
                new LeafPages(path, source(stream, chunk), dataLeaf, chunk, tensor.element(), buffers, decompressor));
    }

    private ChunkSource source(SeekableInputStream in, ColumnChunkMetaData chunk) {
        return new ChunkSource(in, mapped, chunk.getStartingPos(), chunk.getTotalSize());
    }

    @Override
    public void close() throws IOException {
        try (decompressor;
                mapped;
                stream) {
            others.close();
        }
    }
}
