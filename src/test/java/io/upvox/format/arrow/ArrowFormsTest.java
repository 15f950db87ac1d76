package io.upvox.format.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.ReadBack;
import io.upvox.format.RowChecksum;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumn;
import io.upvox.format.TensorColumnOptions;
import io.upvox.format.TensorMetadata;
import io.upvox.format.arrow.ArrowFiles.Container;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of the data contract, in files and streams, plain and compressed. */
class ArrowFormsTest {
    private static final TensorShape SHAPE = TensorShape.of(2, 1, 3, 4);

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(Container.class)
    void structOfDataAndShape(Container container) throws IOException {
        Path path = ArrowFiles.write(
                dir.resolve("a.arrow"),
                container,
                List.of(Fill.field("id", Fill.UTF8), Fill.tensor("t")),
                List.of(
                        root -> {
                            Fill.text(root.getVector("id"), 0, "first");
                            Fill.tensor(root.getVector("t"), 0, Fill.values(0, 24), 2, 1, 3, 4);
                            root.getVector("id").setNull(1);
                            Fill.tensor(root.getVector("t"), 1, Fill.values(1, 6), 1, 1, 2, 3);
                            root.setRowCount(2);
                        },
                        root -> {
                            root.allocateNew(); // arrow-java cannot compress offsets that are not there
                            root.setRowCount(0);
                        },
                        root -> {
                            Fill.text(root.getVector("id"), 0, "third");
                            Fill.tensor(root.getVector("t"), 0, Fill.values(2, 70_000), 1, 7, 100, 100);
                            root.setRowCount(1);
                        }));
        try (ArrowSampleFile file = ArrowFiles.open(path)) {
            assertThat(file.format()).isEqualTo("arrow");
            assertThat(file.units()).isEqualTo(3);
            assertThat(file.tensor())
                    .isEqualTo(new TensorColumn("t", TensorColumn.Form.STRUCT, ElementType.FLOAT32, null, null));
            assertThat(file.idColumn()).isEqualTo("id");
            assertThat(file.passThrough().names()).containsExactly("id");
            assertThat(new int[] {file.rows(0), file.rows(1), file.rows(2)}).containsExactly(2, 0, 1);
            assertThat(file.bytes(2)).isPositive();
            if (container == Container.FILE || container == Container.STREAM) {
                assertThat(file.bytes(2)).isEqualTo(280_000);
            }
            try (SampleUnit unit = file.open(0)) {
                assertThat(unit.id(0)).isEqualTo("first");
                assertThat(unit.id(1)).isNull();
                assertThat(unit.shape(1)).isEqualTo(TensorShape.of(1, 1, 2, 3));
                assertThat(unit.shape(0)).isEqualTo(SHAPE);
                assertThat(ArrowFiles.read(unit, 0)).isEqualTo(Fill.values(0, 24));
                assertThat(ArrowFiles.read(unit, 1)).isEqualTo(Fill.values(1, 6));
            }
            try (SampleUnit unit = file.open(1)) {
                assertThat(unit.rows()).isZero();
            }
            try (SampleUnit unit = file.open(2)) {
                assertThat(unit.id(0)).isEqualTo("third");
                assertThat(ArrowFiles.read(unit, 0)).isEqualTo(Fill.values(2, 70_000));
            }
            // A unit can be opened again, and rows passed over.
            try (SampleUnit unit = file.open(0)) {
                unit.skip();
                assertThat(ArrowFiles.read(unit, 1)).isEqualTo(Fill.values(1, 6));
            }
        }
    }

    static Stream<Arguments> elementTypes() {
        Map<ElementType, ArrowType> types = Map.of(
                ElementType.FLOAT32, Fill.FLOAT,
                ElementType.FLOAT64, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
                ElementType.FLOAT16, new ArrowType.FloatingPoint(FloatingPointPrecision.HALF),
                ElementType.INT8, new ArrowType.Int(8, true),
                ElementType.UINT8, new ArrowType.Int(8, false),
                ElementType.INT16, new ArrowType.Int(16, true),
                ElementType.UINT16, new ArrowType.Int(16, false),
                ElementType.INT32, Fill.INT,
                ElementType.UINT32, new ArrowType.Int(32, false));
        List<ArrowType> lists = List.of(Fill.LIST, new ArrowType.LargeList(), new ArrowType.FixedSizeList(24));
        return types.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(t -> lists.stream().map(l -> Arguments.of(t.getKey(), t.getValue(), l)));
    }

    @ParameterizedTest
    @MethodSource("elementTypes")
    void listsOfEveryElementType(ElementType type, ArrowType element, ArrowType list) throws IOException {
        for (Container container : List.of(Container.FILE, Container.LZ4_FILE)) {
            Path path = ArrowFiles.write(
                    dir.resolve(container + ".arrow"),
                    container,
                    List.of(Fill.list("t", list, element)),
                    List.of(root -> {
                        for (int row = 0; row < 3; row++) {
                            Fill.row(root.getVector("t"), row, Fill.values(row, 24));
                        }
                        root.setRowCount(3);
                    }));
            try (ArrowSampleFile file = ArrowFiles.open(path, ArrowFiles.options("t", SHAPE));
                    SampleUnit unit = file.open(0)) {
                assertThat(file.tensor().element()).isEqualTo(type);
                for (int row = 0; row < 3; row++) {
                    assertThat(unit.shape(row)).isEqualTo(SHAPE);
                    assertThat(ArrowFiles.read(unit, row)).isEqualTo(Fill.values(row, 24));
                }
            }
        }
    }

    static Stream<Arguments> shapeColumns() {
        List<ArrowType> lists = List.of(Fill.LIST, new ArrowType.LargeList(), new ArrowType.FixedSizeList(5));
        return lists.stream().flatMap(l -> Stream.of(Arguments.of(l, Fill.INT), Arguments.of(l, Fill.BIGINT)));
    }

    @ParameterizedTest
    @MethodSource("shapeColumns")
    void shapesOfEveryType(ArrowType list, ArrowType extent) throws IOException {
        Path columns = ArrowFiles.write(
                dir.resolve("columns.arrow"),
                Container.ZSTD_FILE,
                List.of(Fill.list("shape", list, extent), Fill.list("t", Fill.LIST, Fill.FLOAT)),
                List.of(root -> {
                    Fill.row(root.getVector("shape"), 0, 1, 2, 1, 3, 4);
                    Fill.row(root.getVector("t"), 0, Fill.values(0, 24));
                    Fill.row(root.getVector("shape"), 1, 1, 1, 1, 1, 2);
                    Fill.row(root.getVector("t"), 1, Fill.values(1, 2));
                    root.setRowCount(2);
                }));
        try (ArrowSampleFile file = ArrowFiles.open(columns, new TensorColumnOptions(null, "shape", null, null, null));
                SampleUnit unit = file.open(0)) {
            assertThat(file.passThrough().names()).isEmpty();
            assertThat(unit.shape(0)).isEqualTo(TensorShape.ofBatch(1, 2, 1, 3, 4));
            assertThat(ArrowFiles.read(unit, 0)).isEqualTo(Fill.values(0, 24));
            assertThat(unit.shape(1)).isEqualTo(TensorShape.ofBatch(1, 1, 1, 1, 2));
            assertThat(ArrowFiles.read(unit, 1)).isEqualTo(Fill.values(1, 2));
        }
        Path structs = ArrowFiles.write(
                dir.resolve("structs.arrow"),
                Container.FILE,
                List.of(Fill.tensor("t", new ArrowType.LargeList(), Fill.FLOAT, list, extent)),
                List.of(root -> {
                    Fill.tensor(root.getVector("t"), 0, Fill.values(0, 24), 1, 2, 1, 3, 4);
                    root.setRowCount(1);
                }));
        try (ArrowSampleFile file = ArrowFiles.open(structs);
                SampleUnit unit = file.open(0)) {
            assertThat(unit.shape(0)).isEqualTo(TensorShape.ofBatch(1, 2, 1, 3, 4));
            assertThat(ArrowFiles.read(unit, 0)).isEqualTo(Fill.values(0, 24));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void fixedShapeTensor(Container container) throws IOException {
        Map<String, String> typed = Map.of(
                TensorMetadata.NAME_KEY, TensorMetadata.FIXED, TensorMetadata.METADATA_KEY, "{\"shape\":[2,1,3,4]}");
        Field field = new Field(
                "t",
                new FieldType(true, new ArrowType.FixedSizeList(24), null, typed),
                List.of(Fill.field("item", Fill.FLOAT)));
        // Another list of floats: typed as a tensor decides.
        Path path = ArrowFiles.write(
                dir.resolve("fixed.arrow"), container, List.of(field, Fill.field("n", Fill.INT)), List.of(root -> {
                    for (int row = 0; row < 2; row++) {
                        Fill.row(root.getVector("t"), row, Fill.values(row, 24));
                        Fill.set(root.getVector("n"), row, row);
                    }
                    root.setRowCount(2);
                }));
        try (ArrowSampleFile file = ArrowFiles.open(path);
                SampleUnit unit = file.open(0)) {
            assertThat(file.tensor().fixedShape()).isEqualTo(SHAPE);
            assertThat(file.idColumn()).isNull();
            unit.skip();
            assertThat(ArrowFiles.read(unit, 1)).isEqualTo(Fill.values(1, 24));
        }
    }

    private Path binary(Container container, boolean large, byte[]... rows) throws IOException {
        ArrowType type = large ? new ArrowType.LargeBinary() : new ArrowType.Binary();
        return ArrowFiles.write(
                dir.resolve(container + "" + large + ".arrow"),
                container,
                List.of(Fill.field("t", type)),
                List.of(root -> {
                    for (int row = 0; row < rows.length; row++) {
                        if (large) {
                            ((LargeVarBinaryVector) root.getVector("t")).setSafe(row, rows[row]);
                        } else {
                            ((VarBinaryVector) root.getVector("t")).setSafe(row, rows[row]);
                        }
                    }
                    root.setRowCount(rows.length);
                }));
    }

    private static byte[] bytes(ByteOrder order, float[] values) {
        ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(order);
        b.asFloatBuffer().put(values);
        return b.array();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void binaryValues(boolean large) throws IOException {
        for (Container container : List.of(Container.FILE, Container.ZSTD_STREAM)) {
            Path path = binary(
                    container,
                    large,
                    bytes(ByteOrder.LITTLE_ENDIAN, Fill.values(0, 24)),
                    bytes(ByteOrder.LITTLE_ENDIAN, Fill.values(1, 24)));
            try (ArrowSampleFile file = ArrowFiles.open(path, ArrowFiles.options("t", SHAPE));
                    SampleUnit unit = file.open(0)) {
                assertThat(ArrowFiles.read(unit, 0)).isEqualTo(Fill.values(0, 24));
                assertThat(ArrowFiles.read(unit, 1)).isEqualTo(Fill.values(1, 24));
            }
            assertChecksums(path, ArrowFiles.options("t", SHAPE), Fill.values(0, 24), Fill.values(1, 24));
        }
    }

    private static void assertChecksums(Path path, TensorColumnOptions options, float[]... rows) throws IOException {
        try (ArrowSampleFile file = ArrowFiles.open(path, options);
                SampleUnit unit = file.open(0)) {
            assertThat(unit.rows()).isEqualTo(rows.length);
            for (int i = 0; i < rows.length; i++) {
                RowChecksum.Kind kind = ReadBack.kind(i);
                assertThat(unit.checksum(kind)).isEqualTo(ReadBack.checksum(kind, rows[i]));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void binaryOfAnotherElementType(boolean large) throws IOException {
        byte[] row = new byte[48];
        ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(new short[] {-5, 300});
        Path path = binary(Container.FILE, large, row);
        TensorColumnOptions options = new TensorColumnOptions("t", null, SHAPE, ElementType.INT16, null);
        try (ArrowSampleFile file = ArrowFiles.open(path, options);
                SampleUnit unit = file.open(0)) {
            assertThat(ArrowFiles.read(unit, 0)).startsWith(-5, 300, 0).hasSize(24);
        }
    }

    private static byte[] npy(String descr, boolean fortran, String shape, byte[] values) {
        byte[] header = NpyHeader.float32(1, 1, 1, 1);
        String dict = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': ("
                + shape + "), }";
        java.util.Arrays.fill(header, 10, header.length - 1, (byte) ' ');
        byte[] text = dict.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 10, text.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        out.writeBytes(values);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void binaryThatHoldsNpy(boolean large) throws IOException {
        for (Container container : List.of(Container.FILE, Container.LZ4_FILE)) {
            Path path = binary(
                    container,
                    large,
                    npy("<f4", false, "2, 1, 3, 4", bytes(ByteOrder.LITTLE_ENDIAN, Fill.values(0, 24))),
                    npy(">f4", false, "1, 1, 1, 2, 3", bytes(ByteOrder.BIG_ENDIAN, Fill.values(1, 6))),
                    npy("<f4", true, "1, 1, 2, 2", bytes(ByteOrder.LITTLE_ENDIAN, new float[] {1, 3, 2, 4})));
            try (ArrowSampleFile file = ArrowFiles.open(path);
                    SampleUnit unit = file.open(0)) {
                assertThat(file.tensor().form()).isEqualTo(TensorColumn.Form.NPY);
                assertThat(unit.shape(0)).isEqualTo(SHAPE);
                assertThat(ArrowFiles.read(unit, 0)).isEqualTo(Fill.values(0, 24));
                assertThat(unit.shape(1)).isEqualTo(TensorShape.ofBatch(1, 1, 1, 2, 3));
                assertThat(ArrowFiles.read(unit, 1)).isEqualTo(Fill.values(1, 6));
                assertThat(ArrowFiles.read(unit, 2)).containsExactly(1, 2, 3, 4);
            }
            try (ArrowSampleFile file = ArrowFiles.open(path);
                    SampleUnit unit = file.open(0)) {
                unit.skip();
                unit.skip();
                assertThat(unit.shape(2)).isEqualTo(TensorShape.of(1, 1, 2, 2));
                assertThat(ArrowFiles.read(unit, 2)).containsExactly(1, 2, 3, 4);
            }
            assertChecksums(
                    path, TensorColumnOptions.NONE, Fill.values(0, 24), Fill.values(1, 6), new float[] {1, 2, 3, 4});
        }
    }
}
