package io.upvox.cli;

import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that describe the input's columns. */
final class InputOptions {
    @Option(
            names = "--tensor-column",
            paramLabel = "NAME",
            description = "The tensor column; found by itself when there is just one candidate.")
    @Nullable
    String tensorColumn;

    @Option(
            names = "--shape-column",
            paramLabel = "NAME",
            description = "A column of list<int or bigint> with each row's shape, for lists and plain binary.")
    @Nullable
    String shapeColumn;

    @Option(
            names = "--input-shape",
            paramLabel = "C,D,H,W",
            converter = ShapeConverter.class,
            description = "The shape of every row, for lists and plain binary; N,C,D,H,W for batches.")
    @Nullable
    TensorShape inputShape;

    @Option(
            names = "--element-type",
            paramLabel = "TYPE",
            converter = ElementTypeConverter.class,
            description =
                    "Element type of a plain binary column: float32 (assumed), float64, float16, int8, uint8, ...")
    @Nullable
    ElementType elementType;

    @Option(
            names = "--id-column",
            paramLabel = "NAME",
            description = "The column that names samples in messages and the manifest; 'id' if there is one.")
    @Nullable
    String idColumn;

    TensorColumnOptions columns() {
        return new TensorColumnOptions(tensorColumn, shapeColumn, inputShape, elementType, idColumn);
    }

    /** Four or five extents. */
    static final class ShapeConverter implements ITypeConverter<TensorShape> {
        @Override
        public TensorShape convert(String text) {
            try {
                return TensorShape.of(Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .mapToLong(Long::parseLong)
                        .toArray());
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a shape C,D,H,W or N,C,D,H,W");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A name of an element type. */
    static final class ElementTypeConverter implements ITypeConverter<ElementType> {
        @Override
        public ElementType convert(String text) {
            try {
                return ElementType.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
