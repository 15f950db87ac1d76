package io.upvox.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NodePackagesTest {
    private static final Path SOURCE = Path.of("src/test/node");

    /** The packages come from whatever registry the machine has, in the versions that the README names. */
    @Test
    void pinnedVersionsFromNoParticularHost() throws IOException {
        assertThat(Files.readString(SOURCE.resolve("package-lock.json"))).doesNotContain("://", "\"resolved\"");
        String readme = Files.readString(Path.of("README.md")).replace('\n', ' ');
        JsonNode wanted = new ObjectMapper()
                .readTree(SOURCE.resolve("package.json").toFile())
                .path("dependencies");
        assertThat(wanted.properties()).hasSize(3).allSatisfy(p -> {
            assertThat(p.getValue().asText()).matches("\\d+\\.\\d+\\.\\d+");
            String name = p.getKey().equals("apache-arrow") ? "Arrow JS" : p.getKey();
            assertThat(readme).contains(name + " " + p.getValue().asText());
        });
    }
}
