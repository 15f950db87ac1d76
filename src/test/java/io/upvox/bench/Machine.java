package io.upvox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The machine in some lines, as far as Linux tells. */
final class Machine {
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    private Machine() {}

    /** Processor, caches, memory, system. */
    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> cpu = read(Path.of("/proc/cpuinfo"));
        lines.add("processor " + value(cpu, "model name") + ", family " + value(cpu, "cpu family") + ", model "
                + value(cpu, "model") + ", " + Runtime.getRuntime().availableProcessors() + " processors"
                + (value(cpu, "flags").contains(" avx512f") ? ", AVX-512" : ""));
        lines.add("caches " + (caches().isEmpty() ? "L2 " + value(cpu, "cache size") : String.join(", ", caches())));
        lines.add("memory " + value(read(Path.of("/proc/meminfo")), "MemTotal"));
        lines.add("system " + System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
        return lines;
    }

    /** Vendor and version of the JDK that runs this. */
    static String jdk() {
        return System.getProperty("java.vendor") + " " + Runtime.version();
    }

    private static List<String> caches() {
        TreeMap<String, String> found = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            Path cache = CACHES.resolve("index" + i);
            String type = one(cache.resolve("type"));
            if (!type.isEmpty() && !type.equals("Instruction")) {
                found.put("L" + one(cache.resolve("level")), one(cache.resolve("size")));
            }
        }
        return found.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .toList();
    }

    private static String one(Path file) {
        List<String> lines = read(file);
        return lines.isEmpty() ? "" : lines.get(0).trim();
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(l -> l.replaceFirst("\\s*:.*", "").equals(key))
                .map(l -> l.replaceFirst("[^:]*:\\s*", ""))
                .findFirst()
                .orElse("?");
    }
}
