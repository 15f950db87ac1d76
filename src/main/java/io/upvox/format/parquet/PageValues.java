package io.upvox.format.parquet;

import io.upvox.tensor.ElementType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The values of a page, taken in order and converted to float32. */
interface PageValues {
    /** Takes values. */
    void take(float[] dst, int offset, int count) throws IOException;

    /** Passes over values. */
    void skip(int count) throws IOException;

    /** Values stored plainly, straight from the file. */
    record Streamed(ChunkStream stream, ElementType type) implements PageValues {
        @Override
        public void take(float[] dst, int offset, int count) throws IOException {
            stream.values(type, dst, offset, count);
        }

        @Override
        public void skip(int count) throws IOException {
            stream.discard((long) count * type.bytes());
        }
    }

    /** Values stored plainly, in memory. */
    final class Plain implements PageValues {
        private final ByteBuffer bytes;
        private final ElementType type;

        Plain(byte[] page, int begin, int end, ElementType type) {
            this.bytes = ByteBuffer.wrap(page, begin, end - begin).order(ByteOrder.LITTLE_ENDIAN);
            this.type = type;
        }

        @Override
        public void take(float[] dst, int offset, int count) throws IOException {
            check((long) count * type.bytes());
            type.toFloat32(bytes, dst, offset, count);
        }

        @Override
        public void skip(int count) throws IOException {
            check((long) count * type.bytes());
            bytes.position(bytes.position() + count * type.bytes());
        }

        private void check(long needed) throws EOFException {
            if (needed > bytes.remaining()) {
                throw new EOFException("a page has fewer values than it claims");
            }
        }
    }

    /** Indices into a dictionary. */
    final class Dictionary implements PageValues {
        private final float[] dictionary;
        private final HybridRuns runs;

        Dictionary(float[] dictionary, byte[] page, int begin, int end) throws IOException {
            if (begin >= end) {
                throw new EOFException("a dictionary page has no indices");
            }
            this.dictionary = dictionary;
            this.runs = new HybridRuns(page, begin + 1, end, page[begin]);
        }

        @Override
        public void take(float[] dst, int offset, int count) throws IOException {
            for (int i = 0; i < count; ) {
                if (runs.length() == 0) {
                    runs.next();
                }
                int n = Math.min(count - i, runs.length());
                if (runs.isRepeated()) {
                    java.util.Arrays.fill(dst, offset + i, offset + i + n, entry(runs.value()));
                    runs.take(n);
                } else {
                    for (int k = 0; k < n; k++) {
                        dst[offset + i + k] = entry(runs.packedValue());
                    }
                }
                i += n;
            }
        }

        @Override
        public void skip(int count) throws IOException {
            for (int i = 0; i < count; ) {
                if (runs.length() == 0) {
                    runs.next();
                }
                int n = Math.min(count - i, runs.length());
                if (runs.isRepeated()) {
                    runs.take(n);
                } else {
                    for (int k = 0; k < n; k++) {
                        runs.packedValue();
                    }
                }
                i += n;
            }
        }

        private float entry(int index) throws EOFException {
            if (index < 0 || index >= dictionary.length) {
                throw new EOFException("index " + index + " is outside a dictionary of " + dictionary.length);
            }
            return dictionary[index];
        }
    }

    /** Values whose first bytes come first, then all second bytes, and so on. */
    final class StreamSplit implements PageValues {
        private static final int BATCH = 1024;

        private final byte[] page;
        private final int begin;
        private final int count;
        private final ElementType type;
        private final byte[] joined;
        private int at;

        StreamSplit(byte[] page, int begin, int end, ElementType type) {
            this.page = page;
            this.begin = begin;
            this.count = (end - begin) / type.bytes();
            this.type = type;
            this.joined = new byte[BATCH * type.bytes()];
        }

        @Override
        public void take(float[] dst, int offset, int n) throws IOException {
            check(n);
            if (type == ElementType.FLOAT32) {
                SplitFloats.join(page, begin + at, count, dst, offset, n);
                at += n;
            } else {
                for (int i = 0; i < n; i += BATCH) {
                    int m = Math.min(BATCH, n - i);
                    join(m);
                    type.toFloat32(joined, 0, ByteOrder.LITTLE_ENDIAN, dst, offset + i, m);
                }
            }
        }

        private void join(int n) {
            int size = type.bytes();
            for (int b = 0; b < size; b++) {
                int from = begin + b * count + at;
                for (int i = 0; i < n; i++) {
                    joined[i * size + b] = page[from + i];
                }
            }
            at += n;
        }

        @Override
        public void skip(int n) throws IOException {
            check(n);
            at += n;
        }

        private void check(int n) throws EOFException {
            if (n > count - at) {
                throw new EOFException("a page has fewer values than it claims");
            }
        }
    }
}
