package io.upvox.format.arrow;

import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * The metadata of a record batch, checked: the right number of nodes and buffers, every buffer inside the body.
 *
 * @param rows number of rows
 * @param lengths elements of each node
 * @param nulls nulls of each node
 * @param positions where each buffer begins in the file
 * @param sizes bytes of each buffer in the file
 * @param codec Arrow's number of the compression codec, or {@link #UNCOMPRESSED}
 */
record BatchMessage(int rows, long[] lengths, long[] nulls, long[] positions, long[] sizes, int codec) {
    static final int UNCOMPRESSED = -1;

    /**
     * Reads what flatbuffers hold; any exception but InvalidDataException means damage.
     *
     * @param nodes how many nodes the schema asks for
     * @param buffers how many buffers the schema asks for
     */
    static BatchMessage of(ArrowInput in, ArrowLayout.Block block, RecordBatch batch, int nodes, int buffers) {
        if (batch.variadicBufferCountsLength() > 0) {
            throw in.refused("it has string or binary views; write the columns as plain strings or binary");
        }
        if (batch.nodesLength() != nodes || batch.buffersLength() != buffers) {
            throw in.damaged("a batch of " + batch.nodesLength() + " nodes and " + batch.buffersLength()
                    + " buffers, the schema has " + nodes + " and " + buffers);
        }
        long rows = batch.length();
        // Offsets of 8 bytes a row must fit one buffer.
        if (rows < 0 || rows > Integer.MAX_VALUE / 8 - 8) {
            throw in.damaged("a batch of " + rows + " rows");
        }
        long[] lengths = new long[nodes];
        long[] nulls = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            var node = batch.nodes(i);
            lengths[i] = node.length();
            nulls[i] = node.nullCount();
            if (nulls[i] < 0 || nulls[i] > lengths[i]) {
                throw in.damaged("a column of " + lengths[i] + " values, " + nulls[i] + " of them null");
            }
        }
        long[] positions = new long[buffers];
        long[] sizes = new long[buffers];
        long body = block.bodyBytes();
        for (int i = 0; i < buffers; i++) {
            var b = batch.buffers(i);
            sizes[i] = b.length();
            if (b.offset() < 0 || sizes[i] < 0 || b.offset() > body || sizes[i] > body - b.offset()) {
                throw in.damaged("a buffer of " + sizes[i] + " bytes at " + b.offset() + " of a body of " + body);
            }
            positions[i] = block.body() + b.offset();
        }
        return new BatchMessage((int) rows, lengths, nulls, positions, sizes, codec(in, batch));
    }

    private static int codec(ArrowInput in, RecordBatch batch) {
        var compression = batch.compression();
        if (compression == null) {
            return UNCOMPRESSED;
        }
        if (compression.method() != BodyCompressionMethod.BUFFER) {
            throw in.refused("its compression has the unknown method " + compression.method()
                    + "; write it with ZSTD or LZ4_FRAME buffers, or uncompressed");
        }
        return compression.codec();
    }
}
