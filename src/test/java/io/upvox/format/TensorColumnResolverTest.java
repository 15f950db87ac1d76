package io.upvox.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.ColumnSchema.Kind;
import io.upvox.format.TensorColumn.Form;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule by which the tensor column is found, and each message. */
class TensorColumnResolverTest {
    private static final TensorShape SHAPE = TensorShape.of(1, 2, 3, 4);
    private static final ColumnSchema ID = new ColumnSchema("id", Kind.OTHER, null, null, true);
    private static final ColumnSchema STRUCT = new ColumnSchema("s", Kind.STRUCT, ElementType.FLOAT64, null, false);
    private static final ColumnSchema LIST = new ColumnSchema("l", Kind.LIST, ElementType.FLOAT32, null, false);
    private static final ColumnSchema INTS = new ColumnSchema("i", Kind.INT_LIST, ElementType.INT32, null, false);
    private static final ColumnSchema LONGS = new ColumnSchema("b", Kind.INT_LIST, null, null, false);
    private static final ColumnSchema BYTES = new ColumnSchema("y", Kind.BINARY, null, null, false);
    private static final ColumnSchema FIXED = new ColumnSchema(
            "f", Kind.LIST, ElementType.FLOAT32, new TensorMetadata(TensorMetadata.FIXED, SHAPE), false);

    private static TensorColumnOptions options(
            @Nullable String tensor,
            @Nullable String shapeColumn,
            @Nullable TensorShape shape,
            @Nullable ElementType element) {
        return new TensorColumnOptions(tensor, shapeColumn, shape, element, null);
    }

    private static TensorColumn resolve(TensorColumnOptions options, ColumnSchema... columns) {
        return TensorColumnResolver.resolve("F", List.of(columns), options);
    }

    private static void assertRefused(String message, TensorColumnOptions options, ColumnSchema... columns) {
        assertThatThrownBy(() -> resolve(options, columns))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage(message);
    }

    @Test
    void theOnlyCandidateIsFound() {
        assertThat(resolve(TensorColumnOptions.NONE, ID, INTS, BYTES, STRUCT))
                .isEqualTo(new TensorColumn("s", Form.STRUCT, ElementType.FLOAT64, null, null));
        assertThat(resolve(options(null, null, SHAPE, null), ID, INTS, BYTES, LIST))
                .isEqualTo(new TensorColumn("l", Form.LIST, ElementType.FLOAT32, null, SHAPE));
        assertThat(resolve(TensorColumnOptions.NONE, ID, FIXED))
                .isEqualTo(new TensorColumn("f", Form.LIST, ElementType.FLOAT32, null, SHAPE));
        // Binary only where nothing else can be it.
        assertThat(resolve(TensorColumnOptions.NONE, ID, INTS, BYTES))
                .isEqualTo(new TensorColumn("y", Form.NPY, ElementType.FLOAT32, null, null));
    }

    @Test
    void aListOfIntegersTypedAsTensorIsACandidate() {
        ColumnSchema typed = new ColumnSchema(
                "t", Kind.INT_LIST, ElementType.INT32, new TensorMetadata(TensorMetadata.FIXED, SHAPE), false);
        assertThat(resolve(TensorColumnOptions.NONE, INTS, typed).name()).isEqualTo("t");
    }

    @Test
    void noCandidateOrSeveral() {
        assertRefused(
                "Cannot read F: none of its columns [id, i] can be a tensor; give files with one, or name it by"
                        + " --tensor-column",
                TensorColumnOptions.NONE,
                ID,
                INTS);
        assertRefused(
                "Cannot read F: columns [s, l] could each be the tensor; name one by --tensor-column",
                TensorColumnOptions.NONE,
                ID,
                STRUCT,
                LIST,
                BYTES);
        ColumnSchema other = new ColumnSchema("z", Kind.BINARY, null, null, false);
        assertRefused(
                "Cannot read F: columns [y, z] could each be the tensor; name one by --tensor-column",
                TensorColumnOptions.NONE,
                BYTES,
                other);
    }

    @Test
    void aNamedColumnIsTaken() {
        assertThat(resolve(options("s", null, null, null), STRUCT, LIST).name()).isEqualTo("s");
        assertThat(resolve(options("i", null, SHAPE, null), STRUCT, INTS))
                .isEqualTo(new TensorColumn("i", Form.LIST, ElementType.INT32, null, SHAPE));
        assertRefused(
                "Cannot read F: there is no column 'q'; name one of [s, l] by --tensor-column",
                options("q", null, null, null),
                STRUCT,
                LIST);
        assertRefused(
                "Cannot read F: column 'id' holds no tensor; name a struct of data and shape, a list of numbers, or a"
                        + " binary column",
                options("id", null, null, null),
                ID,
                STRUCT);
    }

    @Test
    void longsAreNotTakenForFloats() {
        assertRefused(
                "Cannot read F: column 'b' holds values of a type that cannot be converted to float32; write them as"
                        + " float32, float64, float16 or integers of up to 32 bits",
                options("b", null, SHAPE, null),
                LONGS);
    }

    @Test
    void shapesOfLists() {
        assertRefused(
                "Cannot read F: nothing says the shape of column 'l'; give --input-shape C,D,H,W or --shape-column NAME",
                TensorColumnOptions.NONE,
                LIST,
                INTS);
        for (ColumnSchema shapes : List.of(INTS, LONGS)) {
            assertThat(resolve(options(null, shapes.name(), null, null), LIST, shapes))
                    .isEqualTo(new TensorColumn("l", Form.LIST, ElementType.FLOAT32, shapes.name(), null));
        }
        assertRefused(
                "Cannot read F: the shape column 'id' is no list of int or bigint; name one that is",
                options(null, "id", null, null),
                ID,
                LIST);
        assertRefused(
                "Cannot read F: there is no shape column 'q'; name one of [id, l]",
                options(null, "q", null, null),
                ID,
                LIST);
    }

    @Test
    void aTypedShapeIsTheShape() {
        assertThat(resolve(options(null, null, SHAPE, null), FIXED).fixedShape())
                .isEqualTo(SHAPE);
        assertRefused(
                "Cannot read F: column 'f' is typed as a tensor of shape (1,2,3,4), --input-shape says (4,3,2,1); leave"
                        + " the option out",
                options(null, null, TensorShape.of(4, 3, 2, 1), null),
                FIXED);
    }

    @Test
    void binaryIsNpyUnlessSomethingIsSaid() {
        assertThat(resolve(options(null, null, SHAPE, null), BYTES))
                .isEqualTo(new TensorColumn("y", Form.BINARY, ElementType.FLOAT32, null, SHAPE));
        assertThat(resolve(options(null, "i", null, ElementType.UINT16), BYTES, INTS))
                .isEqualTo(new TensorColumn("y", Form.BINARY, ElementType.UINT16, "i", null));
        assertRefused(
                "Cannot read F: nothing says the shape of column 'y'; give --input-shape C,D,H,W or --shape-column NAME",
                options(null, null, null, ElementType.INT8),
                BYTES);
    }

    @Test
    void idColumns() {
        List<ColumnSchema> columns = List.of(new ColumnSchema("n", Kind.OTHER, null, null, true), ID, LIST);
        assertThat(TensorColumnResolver.idColumn("F", columns, TensorColumnOptions.NONE))
                .isEqualTo("id");
        assertThat(TensorColumnResolver.idColumn("F", List.of(LIST), TensorColumnOptions.NONE))
                .isNull();
        assertThat(TensorColumnResolver.idColumn("F", columns, new TensorColumnOptions(null, null, null, null, "n")))
                .isEqualTo("n");
        // A column called id that cannot identify is not an error unless it is asked for.
        List<ColumnSchema> floats = List.of(new ColumnSchema("id", Kind.OTHER, null, null, false));
        assertThat(TensorColumnResolver.idColumn("F", floats, TensorColumnOptions.NONE))
                .isNull();
        for (String wanted : List.of("l", "q")) {
            assertThatThrownBy(() -> TensorColumnResolver.idColumn(
                            "F", columns, new TensorColumnOptions(null, null, null, null, wanted)))
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessage("Cannot read F: there is no column '" + wanted
                            + "' of strings or integers to identify samples by; name one of [n, id, l]");
        }
    }
}
