package io.upvox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.spark.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * What is written down agrees with the code. After a change of options run with {@code -Dupvox.documents.write=true}: it
 * writes the tables anew.
 */
class DocumentsTest {
    private static final Path README = Path.of("README.md");
    private static final Path CONF = Path.of("conf/upvox.conf");
    private static final String BEGIN = "<!-- options of upsample: generated, see DocumentsTest -->\n";
    private static final String END = "<!-- end of options -->\n";
    private static final String CONF_HEAD = """
            # Defaults of options, each commented with its built-in value. Precedence: the command line, then --config FILE,
            # then this file, then what is built in. A key that is no option is an error. Generated: see DocumentsTest.
            """;

    private static CommandLine upsample() {
        return Main.commandLine().getSubcommands().get("upsample");
    }

    @Test
    void readmeHasTheOptions() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        String expected = OptionTable.markdown(upsample());
        if (Boolean.getBoolean("upvox.documents.write")) {
            Files.writeString(README, readme.substring(0, begin) + expected + readme.substring(end));
        }
        assertThat(Files.readString(README)).contains(BEGIN + expected + END);
    }

    @Test
    void configurationHasTheOptions() throws IOException {
        String expected = CONF_HEAD + OptionTable.configuration(upsample());
        if (Boolean.getBoolean("upvox.documents.write")) {
            Files.writeString(CONF, expected);
        }
        assertThat(Files.readString(CONF)).isEqualTo(expected);
    }

    @Test
    void versionsAgree() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String launcher = Files.readString(Path.of("jobs/upvox"));
        assertThat(pom).contains("<artifactId>upvox</artifactId>\n  <version>" + Version.TEXT + "</version>");
        assertThat(launcher).contains("\nversion=" + Version.TEXT + "\n");
        assertThat(Main.commandLine().getCommandSpec().version()).containsExactly("upvox " + Version.TEXT);
        String spark = pom.replaceAll("(?s).*<spark.version>(.*?)</spark.version>.*", "$1");
        assertThat(launcher).contains("\nspark_version=" + spark + "\n");
    }

    @Test
    void moduleOptionsAreSparks() {
        assertThat(System.getProperty("upvox.module.options").trim().split(" +"))
                .containsExactly(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions()
                        .trim()
                        .split(" +"));
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    }
}
