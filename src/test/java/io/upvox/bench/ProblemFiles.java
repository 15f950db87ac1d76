package io.upvox.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The problems to measure: descriptors, one a line, in files named by their source. */
final class ProblemFiles {
    private static final Path FOLDER = Path.of("src/test/resources/problems/bench");

    private ProblemFiles() {}

    /**
     * A problem and where it comes from.
     *
     * @param source name of the file
     * @param descriptor one line, see {@link io.upvox.op.ConvTranspose3dProblem}
     */
    record Problem(String source, String descriptor) {}

    /** The problems whose source and descriptor, as {@code u-net ic=64 oc=32 ...}, the expression is found in. */
    static List<Problem> matching(String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        List<Problem> problems = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            String source = file.getFileName().toString().replace(".txt", "");
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank()
                        && !line.startsWith("#")
                        && pattern.matcher(source + " " + line).find()) {
                    problems.add(new Problem(source, line));
                }
            }
        }
        return problems;
    }
}
