package io.upvox.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers and their one direction; see the layout in the README. */
class LayerTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.upvox");

    @Test
    void layersDependOneWay() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("tensor")
                .definedBy("io.upvox.tensor..")
                .layer("parallel")
                .definedBy("io.upvox.parallel..")
                .layer("op")
                .definedBy("io.upvox.op..")
                .layer("kernel")
                .definedBy("io.upvox.kernel..")
                .layer("weights")
                .definedBy("io.upvox.weights..")
                .layer("format")
                .definedBy("io.upvox.format..")
                .layer("view")
                .definedBy("io.upvox.view..")
                .layer("spark")
                .definedBy("io.upvox.spark..")
                .layer("cli")
                .definedBy("io.upvox.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("spark")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("view")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("format")
                .mayOnlyBeAccessedByLayers("spark", "view", "cli")
                .whereLayer("weights")
                .mayOnlyBeAccessedByLayers("spark", "cli")
                .whereLayer("kernel")
                .mayOnlyBeAccessedByLayers("spark", "cli")
                .whereLayer("parallel")
                .mayOnlyBeAccessedByLayers("kernel")
                .whereLayer("op")
                .mayOnlyBeAccessedByLayers("kernel", "weights", "spark", "cli")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.upvox.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void theCoreKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage("io.upvox.tensor..", "io.upvox.op..", "io.upvox.parallel..", "io.upvox.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache..", "com.fasterxml..", "org.slf4j..", "java.util.logging..", "scala..", "picocli..")
                .check(CLASSES);
    }

    @Test
    void onlyOnePackageSeesTheVectorApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.upvox.kernel.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.upvox.kernel.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.upvox.kernel.vector..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineEndsTheJvm() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.upvox.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .check(CLASSES);
    }

    @Test
    void filesAreSmall() throws IOException {
        List<String> large = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    long n = lines.count();
                    if (n > 500) {
                        large.add(file + ": " + n);
                    }
                }
            }
        }
        assertThat(large).isEmpty();
    }
}
