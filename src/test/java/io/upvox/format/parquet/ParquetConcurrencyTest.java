package io.upvox.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.ReadBack;
import io.upvox.format.TensorColumnOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks of one JVM read files at the same time: they share no decompressor, whose bytes would get into the other's columns. */
class ParquetConcurrencyTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "lz4", "zstd"})
    void filesThatAreReadTogetherKeepTheirColumns(String codec, @TempDir Path dir)
            throws IOException, InterruptedException, ExecutionException {
        Path file = dir.resolve("t.parquet");
        TestFiles.write(file, codec, 3, 4096);
        List<String> expected = ids(file);
        assertThat(expected).containsExactly("s0", "s1", "s2", "s3", "s4", "s5");
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> readers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                readers.add(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        assertThat(ids(file)).isEqualTo(expected);
                    }
                    return null;
                });
            }
            for (Future<Void> reader : pool.invokeAll(readers)) {
                reader.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<String> ids(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        ReadBack.forEachRow(file, TensorColumnOptions.NONE, (unit, row) -> found.add(unit.id(row)));
        return found;
    }
}
