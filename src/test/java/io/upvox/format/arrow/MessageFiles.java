package io.upvox.format.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Streams of a schema and nothing else, of kinds that arrow-java's writers do not write. */
final class MessageFiles {
    private MessageFiles() {}

    static void schemaOnly(Path path, List<Field> fields) throws IOException {
        schemaOnly(path, fields, MetadataVersion.V5, false);
    }

    static void schemaOnly(Path path, List<Field> fields, short version, boolean bigEndian) throws IOException {
        FlatBufferBuilder fb = new FlatBufferBuilder();
        int schema = new Schema(fields).getSchema(fb);
        fb.finish(Message.createMessage(fb, version, MessageHeader.Schema, schema, 0, 0));
        byte[] message = fb.sizedByteArray();
        if (bigEndian) {
            message = bigEndian(fields, version);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int padded = (message.length + 7) / 8 * 8;
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(-1)
                .putInt(padded)
                .array());
        out.writeBytes(message);
        out.writeBytes(new byte[padded - message.length]);
        out.writeBytes(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
        Files.write(path, out.toByteArray());
    }

    private static byte[] bigEndian(List<Field> fields, short version) {
        FlatBufferBuilder fb = new FlatBufferBuilder();
        int[] offsets = fields.stream().mapToInt(f -> f.getField(fb)).toArray();
        int vector = org.apache.arrow.flatbuf.Schema.createFieldsVector(fb, offsets);
        org.apache.arrow.flatbuf.Schema.startSchema(fb);
        org.apache.arrow.flatbuf.Schema.addEndianness(fb, org.apache.arrow.flatbuf.Endianness.Big);
        org.apache.arrow.flatbuf.Schema.addFields(fb, vector);
        int schema = org.apache.arrow.flatbuf.Schema.endSchema(fb);
        fb.finish(Message.createMessage(fb, version, MessageHeader.Schema, schema, 0, 0));
        return fb.sizedByteArray();
    }
}
