package io.upvox.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * What the measuring JVM knows beside JMH's times.
 *
 * @param kernel name of the kernel
 * @param vectorBits bits of a vector, 0 without the Vector API
 * @param jdk vendor and version
 * @param peak GFLOP/s of the FMA loop on all threads
 * @param writeNanos the least time in which a plain loop writes the output
 * @param error the largest error found, relative to the sum of absolute terms
 * @param scratchBytes scratch memory of the bound kernel
 */
record Facts(String kernel, int vectorBits, String jdk, double peak, long writeNanos, double error, long scratchBytes) {

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("kernel", kernel);
        properties.setProperty("vectorBits", "" + vectorBits);
        properties.setProperty("jdk", jdk);
        properties.setProperty("peak", "" + peak);
        properties.setProperty("writeNanos", "" + writeNanos);
        properties.setProperty("error", "" + error);
        properties.setProperty("scratchBytes", "" + scratchBytes);
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
    }

    static Facts read(Path file) throws IOException {
        Properties p = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            p.load(in);
        }
        return new Facts(
                get(p, "kernel"),
                Integer.parseInt(get(p, "vectorBits")),
                get(p, "jdk"),
                Double.parseDouble(get(p, "peak")),
                Long.parseLong(get(p, "writeNanos")),
                Double.parseDouble(get(p, "error")),
                Long.parseLong(get(p, "scratchBytes")));
    }

    private static String get(Properties p, String key) {
        return Objects.requireNonNull(p.getProperty(key), key);
    }
}
