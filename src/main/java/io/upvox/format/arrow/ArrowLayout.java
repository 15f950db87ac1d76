package io.upvox.format.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Where the batches of an Arrow IPC file or stream are.
 *
 * <p>Source: the IPC file and streaming formats of the Arrow columnar format description.
 *
 * @param schema the schema as written, dictionaries not resolved
 * @param dictionaries dictionary batches, in file order
 * @param batches record batches
 * @param stream whether it is a stream: there a dictionary holds for the batches behind it
 */
record ArrowLayout(Schema schema, List<Block> dictionaries, List<Block> batches, boolean stream) {
    static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTINUATION = -1;
    private static final int MAX_DEPTH = 64;

    /**
     * A message and its body.
     *
     * @param offset position of the message's prefix
     * @param metadataBytes length of prefix and metadata
     * @param bodyBytes length of the body behind it
     */
    record Block(long offset, int metadataBytes, long bodyBytes) {
        long body() {
            return offset + metadataBytes;
        }
    }

    static boolean isFile(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static boolean isStream(byte[] start) {
        return start.length >= 8
                && start[0] == CONTINUATION
                && start[1] == CONTINUATION
                && start[2] == CONTINUATION
                && start[3] == CONTINUATION;
    }

    /** Reads footer or message headers. */
    static ArrowLayout read(ArrowInput in) throws IOException {
        byte[] start = new byte[8];
        in.read(0, start, 0, 8);
        try {
            return isFile(start) ? file(in) : stream(in);
        } catch (RuntimeException e) {
            throw in.damaged(e); // flatbuffers answer damage with index errors
        }
    }

    private static ArrowLayout file(ArrowInput in) throws IOException {
        ByteBuffer tail = in.read(in.length() - 10, 10);
        byte[] magic = new byte[MAGIC.length];
        tail.get(4, magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw in.damaged("it does not end with ARROW1");
        }
        int footerBytes = tail.getInt(0);
        Footer footer = Footer.getRootAsFooter(in.metadata(in.length() - 10L - footerBytes, footerBytes));
        Schema schema = schema(in, footer.schema(), footer.version());
        List<Block> dictionaries = new ArrayList<>();
        for (int i = 0; i < footer.dictionariesLength(); i++) {
            var b = footer.dictionaries(i);
            dictionaries.add(checked(in, new Block(b.offset(), b.metaDataLength(), b.bodyLength())));
        }
        List<Block> batches = new ArrayList<>();
        for (int i = 0; i < footer.recordBatchesLength(); i++) {
            var b = footer.recordBatches(i);
            batches.add(checked(in, new Block(b.offset(), b.metaDataLength(), b.bodyLength())));
        }
        return new ArrowLayout(schema, dictionaries, batches, false);
    }

    private static ArrowLayout stream(ArrowInput in) throws IOException {
        Schema schema = null;
        List<Block> dictionaries = new ArrayList<>();
        List<Block> batches = new ArrayList<>();
        long at = 0;
        boolean ended = false;
        while (at < in.length() && !ended) {
            ByteBuffer prefix = in.read(at, 8);
            if (prefix.getInt(0) != CONTINUATION) {
                throw in.damaged("no message begins at byte " + at);
            }
            int bytes = prefix.getInt(4);
            if (bytes == 0) {
                ended = true;
                continue;
            }
            Message message = Message.getRootAsMessage(in.metadata(at + 8, bytes));
            Block block = checked(in, new Block(at, Math.addExact(bytes, 8), message.bodyLength()));
            switch (message.headerType()) {
                case MessageHeader.Schema ->
                    schema = schema(
                            in,
                            (org.apache.arrow.flatbuf.Schema) message.header(new org.apache.arrow.flatbuf.Schema()),
                            message.version());
                case MessageHeader.DictionaryBatch -> dictionaries.add(block);
                case MessageHeader.RecordBatch -> batches.add(block);
                default -> throw in.damaged("a message of type " + message.headerType());
            }
            at = block.body() + block.bodyBytes();
        }
        if (schema == null) {
            throw in.damaged("the stream has no schema");
        }
        return new ArrowLayout(schema, dictionaries, batches, true);
    }

    private static Schema schema(ArrowInput in, org.apache.arrow.flatbuf.Schema schema, short version) {
        if (version < MetadataVersion.V4) {
            throw in.refused("it has Arrow's metadata version V" + (version + 1)
                    + ", of a library before 2017; write it again with a current one");
        }
        if (schema.endianness() != Endianness.Little) {
            throw in.refused("it is big-endian; write it little-endian, as Arrow does by default");
        }
        for (int i = 0; i < schema.fieldsLength(); i++) {
            checkConvertible(in, schema.fields(i), 0);
        }
        Schema converted = Schema.convertSchema(schema);
        if (version == MetadataVersion.V4) {
            checkNoUnions(in, converted.getFields());
        }
        return converted;
    }

    /** The conversion makes room for as many types of a union as are claimed, and goes as deep as fields lead it. */
    private static void checkConvertible(ArrowInput in, org.apache.arrow.flatbuf.Field field, int depth) {
        if (depth > MAX_DEPTH) {
            throw in.damaged("types are nested more than " + MAX_DEPTH + " deep");
        }
        if (field.typeType() == Type.Union
                && field.type(new Union()) instanceof Union union
                && union.typeIdsLength() > Byte.MAX_VALUE + 1) {
            throw in.damaged("a union of " + union.typeIdsLength() + " types");
        }
        for (int i = 0; i < field.childrenLength(); i++) {
            checkConvertible(in, field.children(i), depth + 1);
        }
    }

    /** Unions had one buffer more before V5. */
    private static void checkNoUnions(ArrowInput in, List<Field> fields) {
        for (Field f : fields) {
            if (f.getType() instanceof ArrowType.Union) {
                throw in.refused("field '" + f.getName()
                        + "' is a union of metadata version V4; write the file again with a current library");
            }
            checkNoUnions(in, f.getChildren());
        }
    }

    private static Block checked(ArrowInput in, Block b) {
        boolean inside = b.offset() >= 0
                && b.metadataBytes() >= 8
                && b.bodyBytes() >= 0
                && b.offset() <= in.length()
                && b.bodyBytes() <= in.length()
                && b.body() + b.bodyBytes() <= in.length();
        if (!inside) {
            throw in.damaged("a message of " + b.metadataBytes() + " and " + b.bodyBytes() + " bytes at " + b.offset()
                    + " of " + in.length());
        }
        return b;
    }

    /** The message of a block. */
    static Message message(ArrowInput in, Block block) throws IOException {
        ByteBuffer bytes = in.metadata(block.offset(), block.metadataBytes());
        bytes.position(bytes.getInt(0) == CONTINUATION ? 8 : 4); // files before format version 0.15 lack the marker
        return Message.getRootAsMessage(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    /**
     * The record batch of a block.
     *
     * @param fields the schema's layout
     */
    static BatchMessage batch(ArrowInput in, Block block, List<FieldLayout> fields) throws IOException {
        try {
            Message message = message(in, block);
            RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
            if (message.headerType() != MessageHeader.RecordBatch || batch == null) {
                throw in.damaged("a message of type " + message.headerType() + " where a record batch should be");
            }
            return BatchMessage.of(in, block, batch, FieldLayout.nodes(fields), FieldLayout.buffers(fields));
        } catch (RuntimeException e) {
            throw in.damaged(e);
        }
    }
}
