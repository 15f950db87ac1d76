package io.upvox.format.arrow;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.VectorAppender;

/** The dictionaries of a file, read when a column first needs them and held until another is in force. */
final class ArrowDictionaries implements Closeable {
    private final ArrowInput in;
    private final BufferAllocator allocator;
    private final boolean stream;
    private final List<Entry> entries;
    private final Map<Long, Loaded> loaded = new HashMap<>();

    /** A dictionary batch: a new dictionary, or values to be appended to the one before it. */
    private record Entry(long id, boolean delta, ArrowLayout.Block block) {}

    private record Loaded(List<Entry> parts, FieldVector values) {}

    private ArrowDictionaries(ArrowInput in, BufferAllocator allocator, boolean stream, List<Entry> entries) {
        this.in = in;
        this.allocator = allocator;
        this.stream = stream;
        this.entries = entries;
    }

    /** Reads the messages, not yet the values. */
    static ArrowDictionaries read(ArrowInput in, ArrowLayout layout, BufferAllocator allocator) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (ArrowLayout.Block block : layout.dictionaries()) {
            try {
                DictionaryBatch batch = batch(in, block);
                entries.add(new Entry(batch.id(), batch.isDelta(), block));
            } catch (RuntimeException e) {
                throw in.damaged(e);
            }
        }
        return new ArrowDictionaries(in, allocator, layout.stream(), entries);
    }

    private static DictionaryBatch batch(ArrowInput in, ArrowLayout.Block block) throws IOException {
        Message message = ArrowLayout.message(in, block);
        DictionaryBatch batch = (DictionaryBatch) message.header(new DictionaryBatch());
        if (message.headerType() != MessageHeader.DictionaryBatch || batch == null) {
            throw in.damaged("a message of type " + message.headerType() + " where a dictionary should be");
        }
        return batch;
    }

    /**
     * The values that a column's indices stand for; not to be closed by the caller.
     *
     * @param column a dictionary-encoded field
     * @param block the record batch that holds the indices
     */
    FieldVector values(Field column, ArrowLayout.Block block) throws IOException {
        long id = column.getDictionary().getId();
        List<Entry> parts = new ArrayList<>();
        for (Entry e : entries) {
            if (e.id() == id && (!stream || e.block().offset() < block.offset())) {
                if (!e.delta()) {
                    parts.clear();
                }
                parts.add(e);
            }
        }
        if (parts.isEmpty() || parts.get(0).delta()) {
            throw in.damaged("the dictionary of column '" + column.getName() + "' is missing");
        }
        Loaded held = loaded.get(id);
        if (held == null || !held.parts().equals(parts)) {
            Loaded fresh = new Loaded(parts, load(column, parts));
            if (held != null) {
                held.values().close();
            }
            loaded.put(id, fresh);
            return fresh.values();
        }
        return held.values();
    }

    private FieldVector load(Field column, List<Entry> parts) throws IOException {
        Field values = new Field("values", FieldType.nullable(column.getType()), column.getChildren());
        FieldVector whole = load(values, parts.get(0));
        boolean complete = false;
        try {
            for (Entry delta : parts.subList(1, parts.size())) {
                try (FieldVector more = load(values, delta)) {
                    more.accept(new VectorAppender(whole), null);
                }
            }
            complete = true;
            return whole;
        } finally {
            if (!complete) {
                whole.close();
            }
        }
    }

    private FieldVector load(Field values, Entry entry) throws IOException {
        List<FieldLayout> layout = FieldLayout.of(List.of(values));
        BatchMessage message;
        try {
            message = BatchMessage.of(
                    in,
                    entry.block(),
                    batch(in, entry.block()).data(),
                    FieldLayout.nodes(layout),
                    FieldLayout.buffers(layout));
        } catch (RuntimeException e) {
            throw in.damaged(e);
        }
        return ArrowVectors.load(in, new ArrowBatch(in, message), layout.get(0), allocator);
    }

    @Override
    public void close() {
        loaded.values().forEach(l -> l.values().close());
        loaded.clear();
    }
}
