package io.upvox.format.arrow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** Columns of a batch as Arrow vectors, checked. The caller closes them. */
final class ArrowVectors {
    private ArrowVectors() {}

    /** A column of a unit, decoded if it has a dictionary. */
    static FieldVector load(ArrowSampleFile file, ArrowBatch batch, int unit, FieldLayout column) throws IOException {
        ArrowInput in = file.in();
        if (batch.length(column.node()) != batch.rows()) {
            throw in.damaged("column '" + column.field().getName() + "' has " + batch.length(column.node())
                    + " rows in a batch of " + batch.rows());
        }
        DictionaryEncoding encoding = column.field().getDictionary();
        if (encoding == null) {
            return load(in, batch, column, file.allocator());
        }
        FieldVector values = file.dictionaries()
                .values(column.field(), file.layout().batches().get(unit));
        Field index =
                new Field(column.field().getName(), new FieldType(true, encoding.getIndexType(), null), List.of());
        FieldLayout layout = new FieldLayout(index, column.node(), column.buffer(), List.of());
        try (FieldVector indices = load(in, batch, layout, file.allocator())) {
            checkIndices(indices, values.getValueCount());
            return (FieldVector) DictionaryEncoder.decode(indices, new Dictionary(values, encoding), file.allocator());
        } catch (RuntimeException e) {
            throw in.damaged(e);
        }
    }

    /** Arrow's decoder does not see an index that is a little too large. */
    private static void checkIndices(FieldVector indices, int values) {
        for (int row = 0; row < indices.getValueCount(); row++) {
            if (indices.isNull(row)) {
                continue;
            }
            long index = ((BaseIntVector) indices).getValueAsLong(row);
            if (index < 0 || index >= values) {
                throw new IllegalArgumentException("index " + index + " into a dictionary of " + values + " values");
            }
        }
    }

    /** A column as it is stored. */
    static FieldVector load(ArrowInput in, ArrowBatch batch, FieldLayout column, BufferAllocator allocator)
            throws IOException {
        FieldVector vector;
        try {
            vector = column.field().createVector(allocator);
        } catch (RuntimeException e) {
            throw in.damaged(e); // a type of parameters that it cannot have
        }
        boolean loaded = false;
        try {
            fill(in, batch, column, vector, allocator);
            loaded = true;
            return vector;
        } catch (RuntimeException e) {
            throw in.damaged(e);
        } finally {
            if (!loaded) {
                vector.close();
            }
        }
    }

    private static void fill(
            ArrowInput in, ArrowBatch batch, FieldLayout layout, FieldVector vector, BufferAllocator allocator)
            throws IOException {
        long length = batch.length(layout.node());
        long nulls = batch.nulls(layout.node());
        long[] children = layout.children().stream()
                .mapToLong(c -> batch.length(c.node()))
                .toArray();
        List<ArrowBuf> loaded = new ArrayList<>();
        try {
            for (int i = 0; i < layout.ownBuffers(); i++) {
                loaded.add(batch.load(layout.buffer() + i, allocator));
            }
            new VectorChecks(vector, loaded, length, children).check(nulls);
            vector.loadFieldBuffers(new ArrowFieldNode(Math.toIntExact(length), Math.toIntExact(nulls)), loaded);
        } finally {
            loaded.forEach(ArrowBuf::close);
        }
        for (int i = 0; i < layout.children().size(); i++) {
            fill(in, batch, layout.child(i), vector.getChildrenFromFields().get(i), allocator);
        }
        if (vector instanceof RunEndEncodedVector runs && !VectorChecks.runsCover(runs, length)) {
            throw in.damaged("the runs of field '" + layout.field().getName() + "' do not cover its values");
        }
    }

    /** The values of a column as texts, nulls kept. */
    static List<@Nullable String> texts(ArrowSampleFile file, ArrowBatch batch, int unit, FieldLayout column)
            throws IOException {
        try (FieldVector vector = load(file, batch, unit, column)) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int row = 0; row < batch.rows(); row++) {
                texts.add(vector.isNull(row) ? null : text(vector, row));
            }
            return texts;
        }
    }

    private static String text(FieldVector vector, int row) {
        if (vector instanceof UInt8Vector longs) {
            return Long.toUnsignedString(longs.get(row));
        }
        if (vector instanceof BaseIntVector ints) {
            return Long.toString(ints.getValueAsLong(row)); // getObject has no unsigned types
        }
        return vector.getObject(row).toString();
    }
}
