package io.upvox.format.arrow;

import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** Columns of a batch as Arrow vectors, dictionaries decoded. The caller closes them. */
final class ArrowVectors {
    private ArrowVectors() {}

    /** The vectors of columns. */
    static List<FieldVector> load(ArrowSampleFile file, ArrowBatch batch, int unit, List<Field> columns)
            throws IOException {
        List<FieldVector> vectors = new ArrayList<>();
        boolean complete = false;
        try {
            for (Field column : columns) {
                vectors.add(load(file, batch, unit, file.field(column.getName())));
            }
            complete = true;
            return vectors;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw file.in().damaged(e);
        } finally {
            if (!complete) {
                vectors.forEach(FieldVector::close);
            }
        }
    }

    /** The values of a column as texts, nulls kept. */
    static List<@Nullable String> texts(ArrowSampleFile file, ArrowBatch batch, int unit, String column)
            throws IOException {
        List<FieldVector> loaded =
                load(file, batch, unit, List.of(file.field(column).field()));
        try (FieldVector vector = loaded.get(0)) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int row = 0; row < batch.rows(); row++) {
                Object value = vector.getObject(row);
                texts.add(value == null ? null : value.toString());
            }
            return texts;
        } catch (IndexOutOfBoundsException e) {
            throw file.in().damaged(e);
        }
    }

    private static FieldVector load(ArrowSampleFile file, ArrowBatch batch, int unit, FieldLayout layout)
            throws IOException {
        Field stored = layout.field();
        DictionaryEncoding encoding = stored.getDictionary();
        if (encoding == null) {
            FieldVector vector = stored.createVector(file.allocator());
            fill(file.allocator(), batch, layout, vector);
            return vector;
        }
        FieldType indexType = new FieldType(stored.isNullable(), encoding.getIndexType(), encoding);
        Field index = new Field(stored.getName(), indexType, null);
        try (FieldVector indices = index.createVector(file.allocator());
                FieldVector dictionary = dictionary(file, unit, stored, encoding)) {
            fill(file.allocator(), batch, layout, indices);
            return (FieldVector)
                    DictionaryEncoder.decode(indices, new Dictionary(dictionary, encoding), file.allocator());
        }
    }

    private static FieldVector dictionary(ArrowSampleFile file, int unit, Field stored, DictionaryEncoding encoding)
            throws IOException {
        Map<Long, DictionaryBatch> found = new HashMap<>();
        ArrowLayout.Block at = null;
        long before = file.layout().batches().get(unit).offset();
        for (ArrowLayout.Block block : file.layout().dictionaries()) {
            ByteBuffer bytes = file.in().read(block.offset(), block.metadataBytes());
            bytes.position(bytes.getInt(0) == -1 ? 8 : 4);
            Message message = Message.getRootAsMessage(bytes.slice().order(java.nio.ByteOrder.LITTLE_ENDIAN));
            DictionaryBatch dictionary = (DictionaryBatch) message.header(new DictionaryBatch());
            // In a stream a dictionary may be replaced: the last one before the batch is in force.
            if (dictionary.id() == encoding.getId() && (at == null || block.offset() < before)) {
                if (dictionary.isDelta()) {
                    throw new InvalidDataException("Cannot read " + file.path() + ": the dictionary of column '"
                            + stored.getName() + "' grows by deltas; write it without dictionaries");
                }
                found.put(dictionary.id(), dictionary);
                at = block;
            }
        }
        DictionaryBatch dictionary = found.get(encoding.getId());
        if (at == null || dictionary == null) {
            throw file.in().damaged("the dictionary of column '" + stored.getName() + "' is missing");
        }
        RecordBatch data = dictionary.data();
        Field values = new Field("values", FieldType.nullable(stored.getType()), stored.getChildren());
        FieldVector vector = values.createVector(file.allocator());
        fill(
                file.allocator(),
                new ArrowBatch(file.in(), at, data),
                FieldLayout.of(List.of(values)).get(0),
                vector);
        return vector;
    }

    private static void fill(BufferAllocator allocator, ArrowBatch batch, FieldLayout layout, FieldVector vector)
            throws IOException {
        List<ArrowBuf> loaded = new ArrayList<>();
        try {
            for (int i = 0; i < expectedBuffers(layout); i++) {
                ByteBuffer bytes = batch.bytes(layout.buffer() + i);
                ArrowBuf buf = allocator.buffer(bytes.capacity());
                buf.setBytes(0, bytes);
                buf.writerIndex(bytes.capacity());
                loaded.add(buf);
            }
            vector.loadFieldBuffers(
                    new ArrowFieldNode(
                            Math.toIntExact(batch.length(layout.node())), Math.toIntExact(batch.nulls(layout.node()))),
                    loaded);
        } finally {
            loaded.forEach(ArrowBuf::close);
        }
        for (int i = 0; i < layout.children().size(); i++) {
            fill(
                    allocator,
                    batch,
                    layout.child(i),
                    vector.getChildrenFromFields().get(i));
        }
    }

    private static int expectedBuffers(FieldLayout layout) {
        return layout.buffers()
                - layout.children().stream().mapToInt(FieldLayout::buffers).sum();
    }
}
