package io.upvox.format.arrow;

import io.upvox.format.ColumnSchema;
import io.upvox.format.PassThroughSchema;
import io.upvox.format.SampleFile;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumn;
import io.upvox.format.TensorColumnOptions;
import io.upvox.format.TensorColumnResolver;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
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
    private final ArrowPassThrough passThrough;
    private final BufferAllocator allocator = new RootAllocator();
    private final int[] rows;

    private ArrowSampleFile(
            ArrowInput in, ArrowLayout layout, TensorColumn tensor, @Nullable String idColumn, int[] rows) {
        this.in = in;
        this.layout = layout;
        this.tensor = tensor;
        this.idColumn = idColumn;
        this.rows = rows;
        fields = FieldLayout.of(layout.schema().getFields());
        List<Field> others = new ArrayList<>();
        for (Field f : layout.schema().getFields()) {
            if (!f.getName().equals(tensor.name()) && !f.getName().equals(tensor.shapeColumn())) {
                others.add(f);
            }
        }
        passThrough = new ArrowPassThrough(in.path(), others);
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
        ArrowInput in = new ArrowInput(status, conf);
        boolean opened = false;
        try {
            ArrowLayout layout = ArrowLayout.read(in);
            List<ColumnSchema> columns = ArrowColumns.of(in.path(), layout.schema());
            TensorColumn tensor = TensorColumnResolver.resolve(in.path(), columns, options);
            int[] rows = new int[layout.batches().size()];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = ArrowBatch.open(in, layout.batches().get(i)).rows();
            }
            String id = TensorColumnResolver.idColumn(in.path(), columns, options);
            ArrowSampleFile file = new ArrowSampleFile(in, layout, tensor, id, rows);
            opened = true;
            return file;
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
        return layout.batches().get(unit).bodyBytes();
    }

    @Override
    public SampleUnit open(int unit) throws IOException {
        long firstRow = 0;
        for (int i = 0; i < unit; i++) {
            firstRow += rows[i];
        }
        ArrowBatch batch = ArrowBatch.open(in, layout.batches().get(unit));
        try {
            return new ArrowUnit(this, batch, unit, firstRow);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw in.damaged(e);
        }
    }

    ArrowInput in() {
        return in;
    }

    ArrowLayout layout() {
        return layout;
    }

    ArrowPassThrough arrowPassThrough() {
        return passThrough;
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
        try (in) {
            allocator.close();
        }
    }
}
