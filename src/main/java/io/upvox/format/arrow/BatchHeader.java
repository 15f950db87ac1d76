package io.upvox.format.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** Nodes and buffers of a record batch that is about to be written: only lengths must be known for it, not values. */
final class BatchHeader {
    /** Bodies and buffers begin at multiples of this. */
    static final int ALIGNMENT = 64;

    private final List<long[]> nodes = new ArrayList<>();
    private final List<long[]> buffers = new ArrayList<>();
    private long end;

    void node(long length, long nulls) {
        nodes.add(new long[] {length, nulls});
    }

    /** Appends a buffer at the end of the body. */
    void buffer(long bytes) {
        buffers.add(new long[] {end, bytes});
        end = aligned(end + bytes);
    }

    /** Takes a place at the end of the body for a buffer that is listed later. */
    long reserve(long bytes) {
        long at = end;
        end = aligned(end + bytes);
        return at;
    }

    void bufferAt(long offset, long bytes) {
        buffers.add(new long[] {offset, bytes});
    }

    long bodyBytes() {
        return end;
    }

    static long aligned(long x) {
        return (x + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Bytes from there to the next multiple of {@link #ALIGNMENT}. */
    static int padding(long x) {
        return (int) (aligned(x) - x);
    }

    /** The message, without its prefix. */
    byte[] message(int rows) {
        FlatBufferBuilder fb = new FlatBufferBuilder(512);
        RecordBatch.startNodesVector(fb, nodes.size());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(fb, nodes.get(i)[0], nodes.get(i)[1]);
        }
        int nodeVector = fb.endVector();
        RecordBatch.startBuffersVector(fb, buffers.size());
        for (int i = buffers.size() - 1; i >= 0; i--) {
            Buffer.createBuffer(fb, buffers.get(i)[0], buffers.get(i)[1]);
        }
        int bufferVector = fb.endVector();
        RecordBatch.startRecordBatch(fb);
        RecordBatch.addLength(fb, rows);
        RecordBatch.addNodes(fb, nodeVector);
        RecordBatch.addBuffers(fb, bufferVector);
        int batch = RecordBatch.endRecordBatch(fb);
        int message = Message.createMessage(fb, MetadataVersion.V5, MessageHeader.RecordBatch, batch, end, 0);
        Message.finishMessageBuffer(fb, message);
        return fb.sizedByteArray();
    }
}
