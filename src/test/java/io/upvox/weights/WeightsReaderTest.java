package io.upvox.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsReaderTest {
    private static final Path SEED = Path.of("src/test/resources/data/seed-example.safetensors");

    @TempDir
    Path dir;

    private ConvTranspose3dWeights read(byte[] bytes, @Nullable String layer, int groups) throws IOException {
        Path file = Files.write(dir.resolve("weights"), bytes);
        try (ByteSource source = ByteSource.of(file)) {
            return WeightsReader.read(source, layer, groups);
        }
    }

    @SuppressWarnings("ByteBufferBackingArray") // all of them come from data()
    private static byte[] safetensors(String header, ByteBuffer data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.capacity())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data.array())
                .array();
    }

    private static ByteBuffer data(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void readsAFileOfTheSafetensorsLibrary() throws IOException {
        for (String layer : new String[] {null, "up", "up.weight"}) {
            try (ByteSource source = ByteSource.of(SEED)) {
                ConvTranspose3dWeights w = WeightsReader.read(source, layer, 1);
                assertThat(w.inChannels()).isEqualTo(3);
                assertThat(w.outChannels()).isEqualTo(64);
                assertThat(w.kernel()).hasToString("3");
                assertThat(w.bias()).hasSize(64);
                assertThat(w.weight()).hasSize(3 * 64 * 27);
                assertThat(w.weightIsFinite()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"F32,4", "F64,8", "F16,2", "BF16,2", "I8,1", "U8,1", "I16,2", "U16,2", "I32,4", "U32,4"})
    void convertsEveryType(String type, int bytes) throws IOException {
        ByteBuffer data = data(2 * bytes);
        switch (type) {
            case "F32" -> data.putFloat(1).putFloat(2);
            case "F64" -> data.putDouble(1).putDouble(2);
            case "F16" -> data.putShort((short) 0x3c00).putShort((short) 0x4000);
            case "BF16" -> data.putShort((short) 0x3f80).putShort((short) 0x4000);
            case "I8", "U8" -> data.put((byte) 1).put((byte) 2);
            case "I16", "U16" -> data.putShort((short) 1).putShort((short) 2);
            default -> data.putInt(1).putInt(2);
        }
        String header = "{\"weight\":{\"dtype\":\"" + type + "\",\"shape\":[1,1,1,1,2],\"data_offsets\":[0," + 2 * bytes
                + "]}}   ";
        assertThat(read(safetensors(header, data), null, 1).weight()).containsExactly(1, 2);
    }

    @Test
    void picksTheLayer() throws IOException {
        String header = """
                {"__metadata__":{"format":"pt"},
                 "a.weight":{"dtype":"F32","shape":[1,1,1,1,1],"data_offsets":[0,4]},
                 "a.bias":{"dtype":"F32","shape":[1,1,1,1,1],"data_offsets":[4,8]},
                 "b.weight":{"dtype":"F32","shape":[2,1,1,1,1,1],"data_offsets":[8,16]},
                 "norm.weight":{"dtype":"F32","shape":[1],"data_offsets":[16,20]}}""";
        byte[] file = safetensors(
                header, data(20).putFloat(1).putFloat(2).putFloat(3).putFloat(4).putFloat(5));
        assertThat(read(file, "a", 1).bias()).containsExactly(2);
        assertThat(read(file, "b", 1).groups()).isEqualTo(2);
        assertThat(read(file, "b", 1).bias()).isNull();
        assertThatThrownBy(() -> read(file, null, 1))
                .hasMessageContaining("several layers: [a.weight, b.weight]; name one by --layer");
        assertThatThrownBy(() -> read(file, "c", 1))
                .hasMessageContaining("there is no layer 'c'; name one of [a.weight, b.weight]");
        assertThatThrownBy(() -> read(file, "norm", 1)).hasMessageContaining("of rank 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,2],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1],\"data_offsets\":[4,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1],\"data_offsets\":[4,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1],\"data_offsets\":[0,400]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,9223372036854775807],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,1,1,1],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1],\"data_offsets\":[0,4]},\"w\":{}}",
                "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
                "{\"w\":3}",
                "[]",
                "{",
                "{}x",
                "{}"
            })
    void refusesInvalidHeaders(String header) {
        assertThatThrownBy(() -> read(safetensors(header, data(8)), null, 1))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageStartingWith("Cannot read weights ")
                .hasMessageContaining("; ");
    }

    private static byte[] npy(String descr, boolean fortran, String shape, byte[] values) throws IOException {
        String dict = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': "
                + shape + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {
            (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) dict.length(), (byte) (dict.length() >> 8)
        });
        out.write(dict.getBytes(StandardCharsets.US_ASCII));
        out.write(values);
        return out.toByteArray();
    }

    @Test
    void readsNpyInEveryOrder() throws IOException {
        byte[] little = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 1)
                .putShort((short) 2)
                .putShort((short) 3)
                .putShort((short) 4)
                .putShort((short) 5)
                .putShort((short) 6)
                .array();
        assertThat(read(npy("<i2", false, "(2, 3, 1, 1, 1)", little), null, 1).weight())
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read(npy("<i2", true, "(2, 3, 1, 1, 1)", little), null, 1).weight())
                .containsExactly(1, 3, 5, 2, 4, 6);
        byte[] big = ByteBuffer.allocate(16).putDouble(1).putDouble(2).array();
        assertThat(read(npy(">f8", false, "(1, 2, 1, 1, 1)", big), null, 1).weight())
                .containsExactly(1, 2);
    }

    @Test
    void refusesNpyThatIsNoArrayOfNumbers() throws IOException {
        for (byte[] bad : new byte[][] {
            npy("|O", false, "(1, 1, 1, 1, 1)", new byte[8]),
            npy("<c8", false, "(1, 1, 1, 1, 1)", new byte[8]),
            npy("<f4", false, "(1, 1, 1, 1, 3)", new byte[8]),
            npy("<f4", false, "(1, 1, 1, 1, -3)", new byte[8]),
            npy("<f4", false, "(1, 1, 1, 1, 1.5)", new byte[8]),
            npy("<f4", false, "()", new byte[8]),
            npy("<f4", false, "(99999999999, 99999999999, 99999999999, 1, 1)", new byte[8]),
            Arrays.copyOf(npy("<f4", false, "(1, 1, 1, 1, 1)", new byte[4]), 20),
        }) {
            assertThatThrownBy(() -> read(bad, null, 1))
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessageContaining("; ");
        }
    }

    @Test
    void readsNpzStoredAndDeflated() throws IOException {
        byte[] weight = npy(
                "<f4", false, "(1, 1, 1, 1, 2)", data(8).putFloat(1).putFloat(2).array());
        byte[] bias = npy("<f4", false, "(1,)", data(4).putFloat(7).array());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("up.weight.npy"));
            zip.write(weight);
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("up.bias.npy"));
            zip.write(bias);
        }
        ConvTranspose3dWeights w = read(bytes.toByteArray(), "up", 1);
        assertThat(w.weight()).containsExactly(1, 2);
        assertThat(w.bias()).containsExactly(7);
    }

    @Test
    void tellsHowToConvertOtherFormats() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("model/data.pkl"));
        }
        assertThatThrownBy(() -> read(bytes.toByteArray(), null, 1))
                .hasMessageContaining("PyTorch checkpoint")
                .hasMessageContaining("safetensors");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10, 26, 10, 0, 0}, null, 1))
                .hasMessageContaining("HDF5");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x80, 4, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0, 1, 1}, null, 1))
                .hasMessageContaining("pickle");
        assertThatThrownBy(() -> read("hello, world, hello".getBytes(StandardCharsets.UTF_8), null, 1))
                .hasMessageContaining("format is not known");
        assertThatThrownBy(() -> read(new byte[0], null, 1)).isInstanceOf(InvalidDataException.class);
    }

    @Test
    void damagedFilesAreNeverAnythingElse() throws IOException {
        byte[] small =
                safetensors("{\"weight\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,2],\"data_offsets\":[0,8]}}", data(8));
        byte[] npy = npy("<f4", false, "(1, 1, 1, 1, 2)", new byte[8]);
        Random random = new Random(5);
        for (byte[] file : new byte[][] {small, npy}) {
            for (int length = 0; length < file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                assertThatThrownBy(() -> read(cut, null, 1))
                        .as("length %d", length)
                        .isInstanceOf(InvalidDataException.class);
            }
            for (int i = 0; i < 500; i++) {
                byte[] flipped = file.clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    assertThat(read(flipped, null, 1).weight()).isNotNull();
                } catch (InvalidDataException e) {
                    assertThat(e).hasMessageStartingWith("Cannot read weights ");
                }
            }
        }
    }

    @Test
    void npyHeadersReadBack() {
        NpyHeader header = NpyHeader.parse(NpyHeader.float32(2, 3, 4));
        assertThat(header.shape()).containsExactly(2, 3, 4);
        assertThat(header.dataOffset() % 64).isZero();
        assertThat(NpyHeader.parse(NpyHeader.float32(7)).shape()).containsExactly(7);
    }
}
