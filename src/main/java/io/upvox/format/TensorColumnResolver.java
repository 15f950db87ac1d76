package io.upvox.format;

import io.upvox.format.ColumnSchema.Kind;
import io.upvox.format.TensorColumn.Form;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tensor column of a file, by name or as the only candidate.
 *
 * <p>Candidates are structs of data and shape, lists of floats, and lists typed as tensors; binary columns and lists of
 * integers only when they are named or typed, or, for binary, when nothing else could be it. Nothing is guessed beyond that.
 */
public final class TensorColumnResolver {
    private final String file;
    private final List<ColumnSchema> columns;
    private final TensorColumnOptions options;

    private TensorColumnResolver(String file, List<ColumnSchema> columns, TensorColumnOptions options) {
        this.file = file;
        this.columns = columns;
        this.options = options;
    }

    /**
     * The tensor column.
     *
     * @throws InvalidDataException if there is none, more than one, or its shape is not to be had
     */
    public static TensorColumn resolve(String file, List<ColumnSchema> columns, TensorColumnOptions options) {
        return new TensorColumnResolver(file, columns, options).resolve();
    }

    /**
     * The column that identifies samples: the one named by the options, else one called {@code id}, else none.
     *
     * @throws InvalidDataException if the named column does not exist or holds neither strings nor integers
     */
    public static @Nullable String idColumn(String file, List<ColumnSchema> columns, TensorColumnOptions options) {
        String wanted = options.idColumn();
        for (ColumnSchema c : columns) {
            if (c.name().equals(wanted == null ? "id" : wanted) && c.identifies()) {
                return c.name();
            }
        }
        if (wanted != null) {
            throw new InvalidDataException("Cannot read " + file + ": there is no column '" + wanted
                    + "' of strings or integers to identify samples by; name one of " + names(columns));
        }
        return null;
    }

    private TensorColumn resolve() {
        ColumnSchema c = column();
        return switch (c.kind()) {
            case STRUCT -> new TensorColumn(c.name(), Form.STRUCT, element(c), null, null);
            case LIST, INT_LIST -> withShape(c, Form.LIST, element(c));
            case BINARY -> binary(c);
            case OTHER ->
                throw new InvalidDataException("Cannot read " + file + ": column '" + c.name()
                        + "' holds no tensor; name a struct of data and shape, a list of numbers, or a binary column");
        };
    }

    private ElementType element(ColumnSchema c) {
        ElementType element = c.element();
        if (element == null) {
            throw new InvalidDataException("Cannot read " + file + ": column '" + c.name()
                    + "' holds values of a type that cannot be converted to float32; write them as float32, float64,"
                    + " float16 or integers of up to 32 bits");
        }
        return element;
    }

    private TensorColumn binary(ColumnSchema c) {
        boolean shapeSaid = options.shapeColumn() != null || options.inputShape() != null;
        ElementType said = options.elementType();
        if (!shapeSaid && said == null) {
            return new TensorColumn(c.name(), Form.NPY, ElementType.FLOAT32, null, null);
        }
        return withShape(c, Form.BINARY, said == null ? ElementType.FLOAT32 : said);
    }

    private TensorColumn withShape(ColumnSchema c, Form form, ElementType element) {
        String shapeColumn = options.shapeColumn();
        TensorShape shape = options.inputShape();
        TensorMetadata typed = c.tensor();
        if (typed != null && typed.shape() != null) {
            if (shape != null && !shape.equals(typed.shape())) {
                throw new InvalidDataException(
                        "Cannot read " + file + ": column '" + c.name() + "' is typed as a tensor of shape "
                                + typed.shape() + ", --input-shape says " + shape + "; leave the option out");
            }
            return new TensorColumn(c.name(), form, element, null, typed.shape());
        }
        if (shapeColumn != null) {
            checkShapeColumn(shapeColumn);
            return new TensorColumn(c.name(), form, element, shapeColumn, null);
        }
        if (shape == null) {
            throw new InvalidDataException("Cannot read " + file + ": nothing says the shape of column '" + c.name()
                    + "'; give --input-shape C,D,H,W or --shape-column NAME");
        }
        return new TensorColumn(c.name(), form, element, null, shape);
    }

    private void checkShapeColumn(String name) {
        for (ColumnSchema c : columns) {
            if (c.name().equals(name)) {
                if (c.kind() != Kind.INT_LIST) {
                    throw new InvalidDataException("Cannot read " + file + ": the shape column '" + name
                            + "' is no list of int or bigint; name one that is");
                }
                return;
            }
        }
        throw new InvalidDataException(
                "Cannot read " + file + ": there is no shape column '" + name + "'; name one of " + names(columns));
    }

    private ColumnSchema column() {
        String wanted = options.tensorColumn();
        if (wanted != null) {
            return columns.stream()
                    .filter(c -> c.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new InvalidDataException("Cannot read " + file + ": there is no column '"
                            + wanted + "'; name one of " + names(columns) + " by --tensor-column"));
        }
        List<ColumnSchema> candidates = columns.stream()
                .filter(c -> c.kind() == Kind.STRUCT || c.kind() == Kind.LIST || c.tensor() != null)
                .toList();
        if (candidates.isEmpty()) {
            candidates = columns.stream().filter(c -> c.kind() == Kind.BINARY).toList();
        }
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        throw new InvalidDataException(
                candidates.isEmpty()
                        ? "Cannot read " + file + ": none of its columns " + names(columns)
                                + " can be a tensor; give files with one, or name it by --tensor-column"
                        : "Cannot read " + file + ": columns " + names(candidates)
                                + " could each be the tensor; name one by --tensor-column");
    }

    private static String names(List<ColumnSchema> columns) {
        return columns.stream().map(ColumnSchema::name).toList().toString();
    }
}
