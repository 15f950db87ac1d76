package io.upvox.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two tensor extension types may say, and what is refused. */
class TensorMetadataTest {
    private static @Nullable TensorMetadata fixed(String json) {
        return TensorMetadata.parse("column 't' of F", TensorMetadata.FIXED, json);
    }

    @Test
    void otherExtensionsSayNothing() {
        assertThat(TensorMetadata.parse("W", null, "{}")).isNull();
        assertThat(TensorMetadata.parse("W", "arrow.json", "no JSON at all")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "{\"dim_names\":null}",
                "{\"dim_names\":[\"C\",\"D\",\"H\",\"W\"],\"permutation\":[0,1,2,3]}",
                "{\"dim_names\":[\"n\",\"c\",\"d\",\"h\",\"w\"],\"uniform_shape\":[null,1,null,null,null]}"
            })
    void variableShape(String json) {
        assertThat(TensorMetadata.parse("W", TensorMetadata.VARIABLE, json))
                .isEqualTo(new TensorMetadata(TensorMetadata.VARIABLE, null));
    }

    @Test
    void variableShapeWithoutParameters() {
        assertThat(TensorMetadata.parse("W", TensorMetadata.VARIABLE, null))
                .isEqualTo(new TensorMetadata(TensorMetadata.VARIABLE, null));
    }

    @Test
    void fixedShape() {
        assertThat(fixed("{\"shape\":[1,40,64,64],\"dim_names\":[\"C\",\"D\",\"H\",\"W\"]}"))
                .isEqualTo(new TensorMetadata(TensorMetadata.FIXED, TensorShape.of(1, 40, 64, 64)));
        assertThat(fixed("{\"shape\":[2,1,3,4,5]}"))
                .isEqualTo(new TensorMetadata(TensorMetadata.FIXED, TensorShape.ofBatch(2, 1, 3, 4, 5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                     | shape () has rank 0; a sample has rank 4 (C,D,H,W) or 5 (N,C,D,H,W)",
                "{\"shape\":[4,5,6]}    | shape (4,5,6) has rank 3; a sample has rank 4 (C,D,H,W) or 5 (N,C,D,H,W)",
                "{\"shape\":[1,0,2,3]}  | shape (1,0,2,3) has an extent below 1; every extent must be at least 1",
                "{\"shape\":[1,-2,2,3]} | shape (1,-2,2,3) has a negative extent; every extent must be at least 1",
                "{\"shape\":[1,2,3,3000000000]} | shape (1,2,3,3000000000) has an extent above 2^31-1; cut the sample into smaller ones",
                "{\"shape\":[1,2,\"x\",3]} | shape (1,2,-1,3) has a negative extent; every extent must be at least 1"
            })
    void fixedShapesThatAreRefused(String json, String fact) {
        assertThatThrownBy(() -> fixed(json))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("Cannot read column 't' of F: " + fact);
    }

    @Test
    void noJson() {
        assertThatThrownBy(() -> fixed("{shape"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage(
                        "Cannot read column 't' of F: its tensor metadata is no JSON: {shape; write the file again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"D\",\"C\",\"H\",\"W\"]",
                "[\"C\",\"H\",\"W\"]",
                "[\"CD\",\"HW\"]",
                "[\"z\",\"y\",\"x\",\"c\"]",
                "[]"
            })
    void dimensionsOfOtherNames(String names) {
        assertThatThrownBy(() -> fixed("{\"shape\":[1,2,3,4],\"dim_names\":" + names + "}"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageStartingWith("Cannot read column 't' of F: its dimensions are named [")
                .hasMessageEndingWith("]; bring them into the order C,D,H,W (or N,C,D,H,W) and name them so");
    }

    @Test
    void permutations() {
        assertThat(fixed("{\"shape\":[1,2,3,4],\"permutation\":[0,1,2,3]}")).isNotNull();
        assertThatThrownBy(() -> fixed("{\"shape\":[1,2,3,4],\"permutation\":[0,2,1,3]}"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("Cannot read column 't' of F: its tensor metadata has the permutation [0,2,1,3]; write the"
                        + " values in the order of the dimensions, without a permutation");
    }

    @Test
    void jsonReadsBack() {
        TensorMetadata fixed = new TensorMetadata(TensorMetadata.FIXED, TensorShape.ofBatch(1, 2, 3, 4, 5));
        assertThat(fixed.json()).isEqualTo("{\"shape\":[1,2,3,4,5],\"dim_names\":[\"N\",\"C\",\"D\",\"H\",\"W\"]}");
        assertThat(fixed(fixed.json())).isEqualTo(fixed);
        TensorMetadata variable = new TensorMetadata(TensorMetadata.VARIABLE, null);
        assertThat(variable.json()).isEqualTo("{\"dim_names\":[\"C\",\"D\",\"H\",\"W\"]}");
        assertThat(TensorMetadata.parse("W", TensorMetadata.VARIABLE, variable.json()))
                .isEqualTo(variable);
    }
}
