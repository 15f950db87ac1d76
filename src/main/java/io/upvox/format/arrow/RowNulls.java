package io.upvox.format.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Which values of a node are null, for nodes of about one value a row: the whole bitmap is held. */
final class RowNulls {
    private final @Nullable ByteBuffer bits;

    private RowNulls(@Nullable ByteBuffer bits) {
        this.bits = bits;
    }

    static RowNulls read(ArrowBatch batch, FieldLayout field) throws IOException {
        if (batch.nulls(field.node()) == 0) {
            return new RowNulls(null);
        }
        return new RowNulls(batch.read(field.buffer(), (batch.length(field.node()) + 7) / 8));
    }

    boolean isNull(long index) {
        return bits != null && (bits.get((int) (index >> 3)) >> (index & 7) & 1) == 0;
    }
}
