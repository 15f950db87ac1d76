package io.upvox.bench;

import java.util.HashMap;
import java.util.Map;

/** What the profiles of the build file pass on: {@code key=value} each. */
final class Arguments {
    private final Map<String, String> values = new HashMap<>();

    Arguments(String[] args) {
        for (String arg : args) {
            int equals = arg.indexOf('=');
            values.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
    }

    /** @throws IllegalArgumentException if it was not given */
    String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "Cannot run the benchmark: " + key + " is missing; give " + key + "=...");
        }
        return value;
    }

    int number(String key) {
        return Integer.parseInt(get(key));
    }
}
