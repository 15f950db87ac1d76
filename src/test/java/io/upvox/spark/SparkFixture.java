package io.upvox.spark;

import org.apache.spark.sql.SparkSession;

/** Sessions for tests: nothing leaves the loopback. */
public final class SparkFixture {
    private SparkFixture() {}

    /** A session on that master; the caller closes it. */
    public static SparkSession session(String master) {
        return builder(master)
                .config("spark.executor.extraClassPath", System.getProperty("upvox.test.classes"))
                .getOrCreate();
    }

    /** A session that is still to be made; executors get no class path. */
    static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.executor.memory", "600m");
    }
}
