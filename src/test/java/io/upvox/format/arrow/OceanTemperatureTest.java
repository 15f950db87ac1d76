package io.upvox.format.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A file that pyarrow wrote, with zstd buffers, against the same data in Parquet. */
class OceanTemperatureTest {
    private static SampleFile open(String name) throws IOException {
        return SampleFiles.open(
                ArrowFiles.status(Path.of("src/test/resources/data", name)), ArrowFiles.CONF, TensorColumnOptions.NONE);
    }

    @Test
    void equalsTheParquetFile() throws IOException {
        long nans = 0;
        long values = 0;
        try (SampleFile arrow = open("ocean-temperature.arrow");
                SampleFile parquet = open("ocean-temperature.parquet")) {
            assertThat(arrow.format()).isEqualTo("arrow");
            assertThat(parquet.format()).isEqualTo("parquet");
            assertThat(arrow.tensor()).isEqualTo(parquet.tensor());
            assertThat(arrow.passThrough().names()).containsExactly("month");
            assertThat(arrow.units()).isEqualTo(12);
            for (int u = 0; u < 12; u++) {
                try (SampleUnit a = arrow.open(u);
                        SampleUnit p = parquet.open(u)) {
                    assertThat(a.rows()).isEqualTo(1);
                    assertThat(a.shape(0)).isEqualTo(TensorShape.of(1, 16, 50, 90));
                    float[] fromArrow = ArrowFiles.read(a, 0);
                    float[] fromParquet = ArrowFiles.read(p, 0);
                    for (int i = 0; i < fromArrow.length; i++) {
                        if (Float.floatToRawIntBits(fromArrow[i]) != Float.floatToRawIntBits(fromParquet[i])) {
                            throw new AssertionError("unit " + u + " at " + i + ": " + fromArrow[i]);
                        }
                        nans += Float.isNaN(fromArrow[i]) ? 1 : 0;
                        values++;
                    }
                    assertThat(a.passThrough().next(1).next().getUTF8String(0))
                            .isEqualTo(p.passThrough().next(1).next().getUTF8String(0));
                }
            }
        }
        assertThat(Math.round(100.0 * nans / values)).isEqualTo(19);
    }
}
