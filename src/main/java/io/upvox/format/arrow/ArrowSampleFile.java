package io.upvox.format.arrow;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** An Arrow IPC file or stream with a tensor column; its units are record batches. */
public final class ArrowSampleFile implements SampleFile {
    private final ArrowInput in;
    private final ArrowLayout layout;
    private final TensorColumn tensor;
    private final @Nullable String idColumn;
    private final List<FieldLayout> fields;
    private final List<FieldLayout> passedThrough;
    private final ArrowPassThrough passThrough;
    private final BufferAllocator allocator = new RootAllocator();
    private final ArrowDictionaries dictionaries;
    private final int[] rows;
    private final long[] bytes;
    private final List<PassThroughSize> passThroughSizes = new ArrayList<>();

    private ArrowSampleFile(ArrowInput in, ArrowLayout layout, TensorColumnOptions options) throws IOException {
        this.in = in;
        this.layout = layout;
        checkNames(in, layout.schema());
        List<ColumnSchema> columns = ArrowColumns.of(in.path(), layout.schema());
        tensor = TensorColumnResolver.resolve(in.path(), columns, options);
        idColumn = TensorColumnResolver.idColumn(in.path(), columns, options);
        fields = FieldLayout.of(layout.schema().getFields());
        passedThrough = fields.stream()
                .filter(f -> !f.field().getName().equals(tensor.name()))
                .filter(f -> !f.field().getName().equals(tensor.shapeColumn()))
                .toList();
        passThrough = new ArrowPassThrough(
                in.path(), passedThrough.stream().map(FieldLayout::field).toList());
        dictionaries = ArrowDictionaries.read(in, layout, allocator);
        rows = new int[layout.batches().size()];
        bytes = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            BatchMessage batch = ArrowLayout.batch(in, layout.batches().get(i), fields);
            rows[i] = batch.rows();
            bytes[i] = batch.sizes()[values()];
            passThroughSizes.add(passThroughSize(batch));
        }
    }

    private PassThroughSize passThroughSize(BatchMessage batch) {
        long stored = 0;
        long held = 0;
        for (FieldLayout column : passedThrough) {
            int end = column.buffer() + FieldLayout.buffers(List.of(column));
            for (int b = column.buffer(); b < end; b++) {
                stored += batch.sizes()[b];
                held += allocator.getRoundingPolicy().getRoundedSize(batch.sizes()[b]);
            }
        }
        return new PassThroughSize(stored, 0, held);
    }

    private static void checkNames(ArrowInput in, Schema schema) {
        Set<String> names = new HashSet<>();
        for (Field f : schema.getFields()) {
            if (!names.add(f.getName())) {
                throw in.refused("it has two columns named '" + f.getName() + "'; rename one");
            }
        }
    }

    /** Whether a file that begins with these bytes is meant to be an Arrow IPC file or stream. */
    public static boolean hasMagic(byte[] start) {
        return ArrowLayout.isFile(start) || ArrowLayout.isStream(start);
    }

    /**
     * Reads the footer, or the stream's message headers, and finds the tensor column.
     *
     * @throws InvalidDataException if the file is not valid or has no tensor column
     */
    public static ArrowSampleFile open(FileStatus status, Configuration conf, TensorColumnOptions options)
            throws IOException {
        return open(status, conf, options, MappedFile.WINDOW_BYTES);
    }

    /** @param windowBytes bytes of a local file that are mapped at once; 0 reads local files like others */
    static ArrowSampleFile open(FileStatus status, Configuration conf, TensorColumnOptions options, long windowBytes)
            throws IOException {
        ArrowInput in = new ArrowInput(status, conf, windowBytes);
        boolean opened = false;
        try {
            ArrowSampleFile file = new ArrowSampleFile(in, ArrowLayout.read(in), options);
            opened = true;
            return file;
        } catch (RuntimeException e) {
            throw in.damaged(e); // a schema of types that cannot be
        } finally {
            if (!opened) {
                in.close();
            }
        }
    }

    @Override
    public String path() {
        return in.path();
    }

    @Override
    public String format() {
        return "arrow";
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
        return layout.batches().size();
    }

    @Override
    public int rows(int unit) {
        return rows[unit];
    }

    @Override
    public long bytes(int unit) {
        return bytes[unit];
    }

    @Override
    public PassThroughSize passThroughSize(int unit) {
        return passThroughSizes.get(unit);
    }

    @Override
    public SampleUnit open(int unit) throws IOException {
        long firstRow = 0;
        for (int i = 0; i < unit; i++) {
            firstRow += rows[i];
        }
        BatchMessage message = ArrowLayout.batch(in, layout.batches().get(unit), fields);
        return new ArrowUnit(this, new ArrowBatch(in, message), unit, firstRow);
    }

    /** Index of the buffer that holds the tensor values: lists keep them in a child, binary in its own last buffer. */
    int values() {
        FieldLayout column = field(tensor.name());
        FieldLayout data = tensor.form() == TensorColumn.Form.STRUCT ? column.child("data") : column;
        return data.children().isEmpty() ? data.buffer() + 2 : data.child(0).buffer() + 1;
    }

    ArrowInput in() {
        return in;
    }

    ArrowLayout layout() {
        return layout;
    }

    /** The columns that pass through, as the file stores them. */
    List<FieldLayout> passedThrough() {
        return passedThrough;
    }

    ArrowDictionaries dictionaries() {
        return dictionaries;
    }

    BufferAllocator allocator() {
        return allocator;
    }

    /** Layout of a top-level column. */
    FieldLayout field(String name) {
        for (FieldLayout f : fields) {
            if (f.field().getName().equals(name)) {
                return f;
            }
        }
        throw new IllegalArgumentException("no column " + name);
    }

    @Override
    public void close() throws IOException {
        try (in;
                allocator) {
            dictionaries.close();
        }
    }
}
