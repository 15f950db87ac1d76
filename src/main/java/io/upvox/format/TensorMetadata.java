package io.upvox.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Arrow's canonical tensor extension types say about a column, from field metadata.
 *
 * <p>Source: the Arrow format's canonical extension types, fixed_shape_tensor and variable_shape_tensor.
 *
 * @param extension {@link #FIXED} or {@link #VARIABLE}
 * @param shape shape of every row of a fixed_shape_tensor, else null
 */
public record TensorMetadata(String extension, @Nullable TensorShape shape) {
    /** Key of the extension's name in a field's metadata. */
    public static final String NAME_KEY = "ARROW:extension:name";
    /** Key of the extension's parameters in a field's metadata. */
    public static final String METADATA_KEY = "ARROW:extension:metadata";
    /** A list whose rows all have one shape. */
    public static final String FIXED = "arrow.fixed_shape_tensor";
    /** A struct of data and shape. */
    public static final String VARIABLE = "arrow.variable_shape_tensor";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIM_NAMES = "NCDHW";

    /**
     * Reads an extension's parameters.
     *
     * @param where file and column, for messages
     * @param extension the extension's name; anything but the two tensor types gives null
     * @param parameters the JSON text, possibly empty
     * @throws InvalidDataException if the JSON is unreadable, the dimensions are named otherwise than (N,)C,D,H,W, or a
     *     permutation other than the identity is asked for
     */
    public static @Nullable TensorMetadata parse(
            String where, @Nullable String extension, @Nullable String parameters) {
        if (!FIXED.equals(extension) && !VARIABLE.equals(extension)) {
            return null;
        }
        JsonNode json = json(where, parameters == null || parameters.isBlank() ? "{}" : parameters);
        checkDimNames(where, json.path("dim_names"));
        checkPermutation(where, json.path("permutation"));
        if (VARIABLE.equals(extension)) {
            return new TensorMetadata(VARIABLE, null);
        }
        JsonNode shape = json.path("shape");
        long[] dims = new long[shape.size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = shape.path(i).asLong(-1);
        }
        try {
            return new TensorMetadata(FIXED, TensorShape.of(dims));
        } catch (IllegalArgumentException e) {
            throw new InvalidDataException("Cannot read " + where + ": " + e.getMessage(), e);
        }
    }

    /** The JSON parameters of an output column. */
    public String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        int rank = shape == null ? 4 : shape.rank();
        if (shape != null) {
            ArrayNode dims = json.putArray("shape");
            for (int x : shape.dims()) {
                dims.add(x);
            }
        }
        json.set("dim_names", dimNames(rank));
        return json.toString();
    }

    /** The names of the dimensions: C,D,H,W, or N,C,D,H,W for rank 5. */
    public static ArrayNode dimNames(int rank) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        for (char c : DIM_NAMES.substring(DIM_NAMES.length() - rank).toCharArray()) {
            names.add(String.valueOf(c));
        }
        return names;
    }

    private static JsonNode json(String where, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidDataException(
                    "Cannot read " + where + ": its tensor metadata is no JSON: " + text + "; write the file again", e);
        }
    }

    private static void checkDimNames(String where, JsonNode names) {
        if (names.isMissingNode() || names.isNull()) {
            return;
        }
        List<String> found = new ArrayList<>();
        names.forEach(n -> found.add(n.asText()));
        String joined = String.join(",", found).toUpperCase(Locale.ROOT);
        if (!joined.equals("C,D,H,W") && !joined.equals("N,C,D,H,W")) {
            throw new InvalidDataException("Cannot read " + where + ": its dimensions are named " + found
                    + "; bring them into the order C,D,H,W (or N,C,D,H,W) and name them so");
        }
    }

    private static void checkPermutation(String where, JsonNode permutation) {
        for (int i = 0; i < permutation.size(); i++) {
            if (permutation.path(i).asInt(-1) != i) {
                throw new InvalidDataException("Cannot read " + where + ": its tensor metadata has the permutation "
                        + permutation + "; write the values in the order of the dimensions, without a permutation");
            }
        }
    }
}
