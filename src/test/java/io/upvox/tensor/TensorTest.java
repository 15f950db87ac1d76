package io.upvox.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void shapesCountInLongs() {
        TensorShape large = TensorShape.of(32, 1024, 1024, 1024);
        assertThat(large.elements()).isEqualTo(1L << 35);
        assertThat(large.float32Bytes()).isEqualTo(1L << 37);
        assertThat(large).hasToString("(32,1024,1024,1024)");
        assertThat(TensorShape.ofBatch(2, 3, 4, 5, 6).dims()).containsExactly(2, 3, 4, 5, 6);
        assertThat(TensorShape.ofBatch(0, 3, 4, 5, 6).elements()).isZero();
    }

    @Test
    void badShapesAreRefused() {
        assertThatThrownBy(() -> TensorShape.of(1L, 2, 3)).hasMessageContaining("has rank 3");
        assertThatThrownBy(() -> TensorShape.of(1L, 2, 3, 4, 5, 6)).hasMessageContaining("has rank 6");
        assertThatThrownBy(() -> TensorShape.of(1L, -2, 3, 4)).hasMessageContaining("(1,-2,3,4) has a negative extent");
        assertThatThrownBy(() -> TensorShape.of(1L, 0, 3, 4)).hasMessageContaining("an extent below 1");
        assertThatThrownBy(() -> TensorShape.of(1L, 1L << 31, 3, 4)).hasMessageContaining("above 2^31-1");
        int most = Integer.MAX_VALUE;
        assertThatThrownBy(() -> TensorShape.of(most, most, most, 4)).hasMessageContaining("more than 2^63-1 elements");
    }

    @Test
    void triplesReadOneOrThree() {
        assertThat(Dhw.parse("2")).isEqualTo(Dhw.of(2));
        assertThat(Dhw.parse(" 1, 2,3 ")).isEqualTo(new Dhw(1, 2, 3));
        assertThat(Dhw.parse("1x2x3")).hasToString("1x2x3");
        for (String bad : new String[] {"", "a", "1,2", "1,2,3,4", "1.5", "99999999999"}) {
            assertThatThrownBy(() -> Dhw.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + bad + "'");
        }
    }

    @Test
    void everyHalfIsConvertedExactly() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = (bits >> 10) & 31;
            double mantissa = (bits & 1023) / 1024.0;
            double magnitude = exponent == 0
                    ? mantissa * 0x1p-14
                    : exponent == 31
                            ? (mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                            : (1 + mantissa) * Math.pow(2, exponent - 15);
            double expected = bits < 1 << 15 ? magnitude : -magnitude;
            assertThat(Double.valueOf(ElementType.float16((short) bits)))
                    .as("%04x", bits)
                    .isEqualTo(Double.valueOf(expected));
        }
    }

    @Test
    void elementsOfEveryTypeConvert() {
        byte[] array = new byte[64];
        ByteBuffer bytes = ByteBuffer.wrap(array);
        bytes.putDouble(0, 1e300)
                .putInt(8, -1)
                .putShort(12, (short) -2)
                .put(14, (byte) -3)
                .putShort(16, (short) 0x3fc0);
        float[] dst = new float[2];
        ElementType.FLOAT64.toFloat32(array, 0, ByteOrder.BIG_ENDIAN, dst, 1, 1);
        assertThat(dst[1]).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(dst[0]).isZero();
        assertThat(one(ElementType.INT32, array, 8)).isEqualTo(-1);
        assertThat(one(ElementType.UINT32, array, 8)).isEqualTo(0x1p32f);
        assertThat(one(ElementType.INT16, array, 12)).isEqualTo(-2);
        assertThat(one(ElementType.UINT16, array, 12)).isEqualTo(65534);
        assertThat(one(ElementType.INT8, array, 14)).isEqualTo(-3);
        assertThat(one(ElementType.UINT8, array, 14)).isEqualTo(253);
        assertThat(one(ElementType.BFLOAT16, array, 16)).isEqualTo(1.5f);
        for (ElementType type : ElementType.values()) {
            assertThat(ElementType.parse(type.text())).isSameAs(type);
        }
        assertThatThrownBy(() -> ElementType.parse("float128")).hasMessageContaining("'float128' is not one of");
    }

    private static float one(ElementType type, byte[] bytes, int offset) {
        float[] dst = new float[1];
        type.toFloat32(bytes, offset, ByteOrder.BIG_ENDIAN, dst, 0, 1);
        return dst[0];
    }
}
