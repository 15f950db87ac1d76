package io.upvox.format.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.PassThroughCursor;
import io.upvox.format.SampleFile;
import io.upvox.format.SampleUnit;
import io.upvox.format.arrow.ArrowFiles.Container;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is in a damaged file: it is read, or refused in words; no other exception, no memory beyond the file's. */
class ArrowDamageTest {
    private static final long SEED = 5;

    @TempDir
    Path dir;

    private Path valid(Container container) throws IOException {
        ArrowType.Int indexType = new ArrowType.Int(16, true);
        Field logical = ManyTypes.dictionaryField("id", 7, indexType);
        Field id = new Field("id", new FieldType(true, indexType, logical.getDictionary()), null);
        List<Field> fields = new ArrayList<>(List.of(id, Fill.tensor("t")));
        fields.addAll(ManyTypes.fields());
        try (RootAllocator allocator = new RootAllocator()) {
            var provider = ManyTypes.texts(allocator, id.getDictionary(), "zero", "one", "two");
            try {
                ArrowFiles.Batch batch = root -> {
                    List<FieldVector> vectors = root.getFieldVectors();
                    ManyTypes.fill(new VectorSchemaRoot(new ArrayList<>(vectors.subList(2, vectors.size()))), 5);
                    for (int row = 0; row < 5; row++) {
                        Fill.set(vectors.get(0), row, row % 3);
                        Fill.tensor(vectors.get(1), row, Fill.values(row, 24), 2, 1, 3, 4);
                    }
                    root.setRowCount(5);
                };
                return ArrowFiles.write(dir.resolve("valid"), container, fields, provider, List.of(batch, batch));
            } finally {
                provider.lookup(7).getVector().close();
            }
        }
    }

    /** Reads everything there is in a file; how many rows. */
    private static int readAll(Path path) throws IOException {
        int rows = 0;
        try (ArrowSampleFile file = ArrowFiles.open(path)) {
            for (int u = 0; u < file.units(); u++) {
                try (SampleUnit unit = file.open(u)) {
                    for (int row = 0; row < unit.rows(); row++) {
                        rows += read(unit, row) ? 1 : 0;
                    }
                    ArrowCursor cursor = (ArrowCursor) unit.passThrough();
                    int half = unit.rows() / 2;
                    drop(cursor, half);
                    drop(cursor, unit.rows() - half);
                }
            }
        }
        return rows;
    }

    private static boolean read(SampleUnit unit, int row) throws IOException {
        try {
            long elements = unit.shape(row).elements();
            if (elements > 1 << 20) {
                unit.skip(); // a caller checks shapes before it makes room for them
                return false;
            }
            unit.read(new float[(int) elements]);
            return true;
        } catch (InvalidDataException e) {
            check(e);
            return false;
        }
    }

    private static void drop(ArrowCursor cursor, int rows) {
        try (VectorSchemaRoot root = cursor.vectors(rows)) {
            assertThat(root.getRowCount()).isEqualTo(rows);
        }
    }

    private static void check(InvalidDataException e) {
        assertThat(e).hasMessageStartingWith("Cannot read ");
        assertThat(e.getMessage()).contains("/");
    }

    /** Reads a file that may be damaged; whether it could be read to the end. */
    private static boolean tolerates(Path path, String what) {
        try {
            readAll(path);
            return true;
        } catch (InvalidDataException e) {
            check(e);
            return false;
        } catch (Throwable e) {
            throw new AssertionError(what + " (seed " + SEED + "): " + e, e);
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void truncatedFiles(Container container) throws IOException {
        Path path = valid(container);
        byte[] bytes = Files.readAllBytes(path);
        assertThat(readAll(path)).isEqualTo(10);
        Path cut = dir.resolve("cut");
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 150; i++) {
            int length = i < 40 ? bytes.length - 1 - i : random.nextInt(bytes.length);
            Files.write(cut, Arrays.copyOf(bytes, length));
            boolean read = tolerates(cut, "cut to " + length + " of " + bytes.length);
            if (!container.stream) {
                assertThat(read).as("cut to %d", length).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void flippedBytes(Container container) throws IOException {
        byte[] bytes = Files.readAllBytes(valid(container));
        Path flipped = dir.resolve("flipped");
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Boolean, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < 4000; i++) {
            byte[] damaged = bytes.clone();
            StringBuilder what = new StringBuilder("bytes");
            for (int k = 0; k <= i % 3; k++) {
                // Metadata lies at both ends of a file; half of the damage goes there.
                int at = i % 2 == 0
                        ? random.nextInt(bytes.length)
                        : random.nextBoolean()
                                ? random.nextInt(Math.min(bytes.length, 8192))
                                : bytes.length - 1 - random.nextInt(Math.min(bytes.length, 6000));
                byte value = switch (i % 4) {
                    case 0 -> (byte) random.nextInt();
                    case 1 -> (byte) (damaged[at] ^ 1 << random.nextInt(8));
                    case 2 -> (byte) 0xff;
                    default -> (byte) 0x7f;
                };
                what.append(" ").append(at).append("=").append(value);
                damaged[at] = value;
            }
            Files.write(flipped, damaged);
            outcomes.merge(tolerates(flipped, what.toString()), 1, Integer::sum);
        }
        assertThat(outcomes).containsOnlyKeys(true, false); // some damage is seen, some is in values or padding
    }

    @Test
    void noArrowFileAtAll() throws IOException {
        Path path = dir.resolve("other");
        for (byte[] bytes : List.of(
                new byte[0],
                new byte[] {'A', 'R', 'R', 'O', 'W', '1', 0, 0},
                new byte[] {-1, -1, -1, -1, 0, 0, 0, 0},
                new byte[] {-1, -1, -1, -1, -1, -1, -1, 127},
                new byte[100])) {
            Files.write(path, bytes);
            assertThatThrownBy(() -> ArrowFiles.open(path))
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessageStartingWith("Cannot read ")
                    .hasMessageContaining("other: it is truncated or no Arrow IPC file (")
                    .hasMessageEndingWith("); write it again");
        }
        assertThat(ArrowSampleFile.hasMagic("ARROW1\0\0".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(ArrowSampleFile.hasMagic(new byte[] {-1, -1, -1, -1, 16, 0, 0, 0}))
                .isTrue();
        assertThat(ArrowSampleFile.hasMagic(new byte[] {-1, -1, -1, -1})).isFalse();
        assertThat(ArrowSampleFile.hasMagic(new byte[8])).isFalse();
        assertThat(ArrowSampleFile.hasMagic(new byte[0])).isFalse();
    }

    /** A compressed buffer that claims far more than it holds costs no more memory than it holds. */
    @Test
    void claimsOfCompressedBuffers() throws IOException {
        byte[] bytes = Files.readAllBytes(ArrowFiles.write(
                dir.resolve("claims"),
                Container.ZSTD_FILE,
                List.of(Fill.tensor("t"), Fill.field("s", Fill.UTF8)),
                List.of(root -> {
                    Fill.tensor(root.getVector("t"), 0, Fill.values(0, 24), 2, 1, 3, 4);
                    Fill.text(root.getVector("s"), 0, "x".repeat(5000));
                    root.setRowCount(1);
                })));
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int found = 0;
        for (int at = 0; at + 12 <= bytes.length; at += 8) {
            // A length of 5000 before zstd's magic number.
            if (b.getLong(at) == 5000 && b.getInt(at + 8) == 0xfd2fb528) {
                found++;
                for (long claim : new long[] {4999, 5001, 1L << 30, 1L << 40, Long.MAX_VALUE, -2, Long.MIN_VALUE}) {
                    b.putLong(at, claim);
                    Path path = dir.resolve("claim" + claim);
                    Files.write(path, bytes);
                    try (SampleFile file = ArrowFiles.open(path);
                            SampleUnit unit = file.open(0)) {
                        assertThat(ArrowFiles.read(unit, 0)).isEqualTo(Fill.values(0, 24));
                        PassThroughCursor cursor = unit.passThrough();
                        assertThatThrownBy(() -> cursor.next(1))
                                .as("claim %d", claim)
                                .isInstanceOf(InvalidDataException.class);
                    }
                }
            }
        }
        assertThat(found).isEqualTo(1);
    }

    @Test
    void kindsThatAreNotRead() throws IOException {
        Path big = dir.resolve("big");
        MessageFiles.schemaOnly(big, List.of(Fill.tensor("t")), MetadataVersion.V5, true);
        assertThatThrownBy(() -> ArrowFiles.open(big))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageEndingWith("big: it is big-endian; write it little-endian, as Arrow does by default");
        Path v3 = dir.resolve("v3");
        MessageFiles.schemaOnly(v3, List.of(Fill.tensor("t")), MetadataVersion.V3, false);
        assertThatThrownBy(() -> ArrowFiles.open(v3))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("v3: it has Arrow's metadata version V3");
        Field union = Fill.field("u", new ArrowType.Union(UnionMode.Sparse, new int[] {0}), Fill.field("i", Fill.INT));
        Path v4 = dir.resolve("v4");
        MessageFiles.schemaOnly(v4, List.of(Fill.tensor("t"), union), MetadataVersion.V4, false);
        assertThatThrownBy(() -> ArrowFiles.open(v4))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("field 'u' is a union of metadata version V4");
        Path plain = dir.resolve("plain");
        MessageFiles.schemaOnly(plain, List.of(Fill.tensor("t")), MetadataVersion.V4, false);
        try (ArrowSampleFile file = ArrowFiles.open(plain)) {
            assertThat(file.units()).isZero();
        }
    }
}
