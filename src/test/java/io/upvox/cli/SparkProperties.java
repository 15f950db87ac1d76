package io.upvox.cli;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Commands of a test class find a small local Spark, as they would find the one that started them. */
final class SparkProperties implements BeforeAllCallback, AfterAllCallback {
    private static final List<String> PROPERTIES = List.of(
            "spark.master=local[2]",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1");

    @Override
    public void beforeAll(ExtensionContext context) {
        PROPERTIES.forEach(s -> System.setProperty(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        PROPERTIES.forEach(s -> System.clearProperty(s.substring(0, s.indexOf('='))));
    }
}
