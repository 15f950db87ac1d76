package io.upvox.format.arrow;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * LZ4 frames of both kinds: lz4-java is fast but reads only blocks that stand alone; blocks that refer to the one before, as
 * the LZ4 library itself writes them unless told otherwise, take commons-compress.
 *
 * <p>Source: the LZ4 frame format description.
 */
final class Lz4Frames {
    /** Four bytes of magic, then the flags. */
    private static final int HEAD_BYTES = 5;

    private static final int INDEPENDENT_BLOCKS = 0x20;
    private static final int BUFFER_BYTES = 64 << 10;

    private Lz4Frames() {}

    /** The uncompressed bytes of a frame; damage shows as an IOException or a RuntimeException. */
    static InputStream open(InputStream frame) throws IOException {
        byte[] head = frame.readNBytes(HEAD_BYTES);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), frame);
        boolean independent = head.length < HEAD_BYTES || (head[HEAD_BYTES - 1] & INDEPENDENT_BLOCKS) != 0;
        return independent
                ? new LZ4FrameInputStream(whole)
                : new FramedLZ4CompressorInputStream(new BufferedInputStream(whole, BUFFER_BYTES));
    }
}
