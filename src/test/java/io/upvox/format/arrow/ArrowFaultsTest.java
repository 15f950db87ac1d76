package io.upvox.format.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumnOptions;
import io.upvox.format.arrow.ArrowFiles.Container;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with one row is told of that row, by file, row and id; the rows beside it can be read. */
class ArrowFaultsTest {
    private static final TensorShape SHAPE = TensorShape.of(2, 1, 3, 4);

    /** What the message says of each odd row, after the name of sample, row and file. */
    private static final Map<Integer, String> BAD = Map.of(
            1, "its shape (3,-1,4,4) has a negative extent; every extent must be at least 1",
            3, "it has 23 values, its shape (2,1,3,4) says 24; write values and shape that belong together",
            5, "its tensor is null; leave the row out or write its values",
            7, "its tensor is null; leave the row out or write its values",
            9, "value 17 of its tensor is null; write NaN or a number",
            11, "its shape (2,12) has rank 2; a sample has rank 4 (C,D,H,W) or 5 (N,C,D,H,W)",
            13, "its shape holds nulls; write every extent",
            15, "its shape (2147483647,2147483647,2147483647,9) has more than 2^63-1 elements",
            17, "its shape has rank 9; a sample has rank 4 (C,D,H,W) or 5 (N,C,D,H,W)",
            19, "its shape is null; leave the row out or write its shape");

    @TempDir
    Path dir;

    private static void fill(VectorSchemaRoot root) {
        StructVector t = (StructVector) root.getVector("t");
        ListVector data = (ListVector) t.getChild("data");
        ListVector shape = (ListVector) t.getChild("shape");
        float[] good = {2, 1, 3, 4};
        for (int row = 0; row < 21; row++) {
            Fill.text(root.getVector("id"), row, "ct-" + row);
            t.setIndexDefined(row);
            float[] dims = switch (row) {
                case 1 -> new float[] {3, -1, 4, 4};
                case 11 -> new float[] {2, 12};
                case 15 -> new float[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 9};
                case 17 -> new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1};
                default -> good;
            };
            if (row == 7) {
                data.setNull(row);
            } else {
                Fill.row(data, row, Fill.values(row, row == 3 ? 23 : 24));
            }
            if (row == 19) {
                shape.setNull(row);
            } else {
                Fill.row(shape, row, dims);
            }
            if (row == 5) {
                t.setNull(row);
            }
            if (row == 9) {
                ((Float4Vector) data.getDataVector()).setNull(data.getElementStartIndex(row) + 17);
            }
            if (row == 13) {
                ((IntVector) shape.getDataVector()).setNull(shape.getElementStartIndex(row) + 2);
            }
        }
        root.setRowCount(21);
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void badRowsAmongGoodOnes(Container container) throws IOException {
        Path path = ArrowFiles.write(
                dir.resolve("bad.arrow"),
                container,
                List.of(Fill.field("id", Fill.UTF8), Fill.tensor("t", Fill.LIST, Fill.FLOAT, Fill.LIST, Fill.INT)),
                List.of(
                        root -> {
                            Fill.text(root.getVector("id"), 0, "before");
                            Fill.tensor(root.getVector("t"), 0, Fill.values(0, 24), 2, 1, 3, 4);
                            root.setRowCount(1);
                        },
                        ArrowFaultsTest::fill));
        try (ArrowSampleFile file = ArrowFiles.open(path);
                SampleUnit unit = file.open(1)) {
            float[] dst = new float[64];
            for (int row = 0; row < 21; row++) {
                String fact = BAD.get(row);
                if (fact == null) {
                    assertThat(ArrowFiles.read(unit, row)).as("row %d", row).isEqualTo(Fill.values(row, 24));
                    continue;
                }
                assertThatThrownBy(() -> unit.read(dst))
                        .as("row %d", row)
                        .isInstanceOf(InvalidDataException.class)
                        .hasMessageStartingWith("Cannot read sample 'ct-" + row + "' (row " + (row + 1) + " of ")
                        .hasMessageContaining("bad.arrow): ")
                        .hasMessageContaining(fact);
            }
        }
    }

    @Test
    void fixedSizeListsWithNulls() throws IOException {
        Path path = ArrowFiles.write(
                dir.resolve("fixed.arrow"),
                Container.FILE,
                List.of(Fill.list("t", new ArrowType.FixedSizeList(24), Fill.FLOAT)),
                List.of(root -> {
                    var t = (org.apache.arrow.vector.complex.FixedSizeListVector) root.getVector("t");
                    Fill.row(t, 0, Fill.values(0, 24));
                    Fill.row(t, 1, Fill.values(1, 24));
                    t.setNull(1);
                    Fill.row(t, 2, Fill.values(2, 24));
                    t.getDataVector().setNull(71);
                    Fill.row(t, 3, Fill.values(3, 24));
                    root.setRowCount(4);
                }));
        try (ArrowSampleFile file = ArrowFiles.open(path, ArrowFiles.options("t", SHAPE));
                SampleUnit unit = file.open(0)) {
            assertThat(ArrowFiles.read(unit, 0)).isEqualTo(Fill.values(0, 24));
            assertThatThrownBy(() -> unit.shape(1)).hasMessageContaining("Cannot read row 1 of ");
            unit.skip();
            assertThatThrownBy(() -> unit.read(new float[24])).hasMessageContaining("value 23 of its tensor is null");
            assertThat(ArrowFiles.read(unit, 3)).isEqualTo(Fill.values(3, 24));
        }
        try (ArrowSampleFile file = ArrowFiles.open(path, ArrowFiles.options("t", TensorShape.of(1, 5, 5, 1)));
                SampleUnit unit = file.open(0)) {
            assertThatThrownBy(() -> unit.read(new float[25])).hasMessageContaining("it has 24 values");
        }
    }

    private Path binary(byte[]... rows) throws IOException {
        return ArrowFiles.write(
                dir.resolve("binary.arrow"),
                Container.FILE,
                List.of(Fill.field("t", new ArrowType.Binary())),
                List.of(root -> {
                    for (int row = 0; row < rows.length; row++) {
                        ((VarBinaryVector) root.getVector("t")).setSafe(row, rows[row]);
                    }
                    root.setRowCount(rows.length);
                }));
    }

    @Test
    void binaryOfAnotherLength() throws IOException {
        Path path = binary(new byte[95], new byte[96]);
        try (ArrowSampleFile file = ArrowFiles.open(path, ArrowFiles.options("t", SHAPE));
                SampleUnit unit = file.open(0)) {
            assertThatThrownBy(() -> unit.read(new float[24]))
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessageContaining("row 0 of ")
                    .hasMessageContaining("it has 95 bytes, its shape (2,1,3,4)")
                    .hasMessageContaining("takes 96");
            assertThat(ArrowFiles.read(unit, 1)).hasSize(24).containsOnly(0);
        }
        TensorColumnOptions doubles = new TensorColumnOptions("t", null, SHAPE, ElementType.FLOAT64, null);
        try (ArrowSampleFile file = ArrowFiles.open(path, doubles);
                SampleUnit unit = file.open(0)) {
            assertThatThrownBy(() -> unit.read(new float[24])).hasMessageContaining("takes 192");
        }
    }

    @Test
    void npyThatIsNone() throws IOException {
        byte[] header = NpyHeader.float32(2, 1, 3, 4);
        byte[] whole = Arrays.copyOf(header, header.length + 96);
        byte[] huge = NpyHeader.float32(1, 1, 1, 1).clone();
        huge[8] = -1;
        huge[9] = -1;
        Path path = binary(
                new byte[0],
                new byte[] {1, 2, 3},
                Arrays.copyOf(header, header.length - 5),
                Arrays.copyOf(whole, whole.length - 4),
                NpyHeader.float32(3, 4),
                huge,
                whole);
        try (ArrowSampleFile file = ArrowFiles.open(path);
                SampleUnit unit = file.open(0)) {
            for (int row = 0; row < 6; row++) {
                int r = row;
                assertThatThrownBy(() -> {
                            unit.shape(r);
                            unit.read(new float[24]);
                        })
                        .as("row %d", row)
                        .isInstanceOf(InvalidDataException.class)
                        .hasMessageContaining("row " + row + " of ");
                if (row != 3) {
                    unit.skip(); // shape() itself has failed
                }
            }
            assertThat(ArrowFiles.read(unit, 6)).hasSize(24).containsOnly(0);
        }
    }

    @Test
    void columnsOfOneNameAreRefused() throws IOException {
        Path path = ArrowFiles.write(
                dir.resolve("names.arrow"),
                Container.FILE,
                List.of(Fill.tensor("t"), Fill.field("n", Fill.INT), Fill.field("n", Fill.INT)),
                List.of());
        assertThatThrownBy(() -> ArrowFiles.open(path))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("it has two columns named 'n'; rename one");
    }

    @Test
    void listsOfLongsAreNoTensors() throws IOException {
        Path path = ArrowFiles.write(
                dir.resolve("longs.arrow"), Container.FILE, List.of(Fill.list("t", Fill.LIST, Fill.BIGINT)), List.of());
        assertThatThrownBy(() -> ArrowFiles.open(path, ArrowFiles.options("t", SHAPE)))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("column 't' holds values of a type that cannot be converted to float32");
    }

    @Test
    void dictionaryInsideANestedTypeIsRefused() throws IOException {
        var encoding = new org.apache.arrow.vector.types.pojo.DictionaryEncoding(1, false, null);
        Field inner = new Field("s", new FieldType(true, Fill.UTF8, encoding), null);
        Path path = dir.resolve("nested.arrow");
        MessageFiles.schemaOnly(path, List.of(Fill.tensor("t"), Fill.field("outer", new ArrowType.Struct(), inner)));
        assertThatThrownBy(() -> ArrowFiles.open(path))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("column 'outer' holds a dictionary inside a nested type");
    }
}
