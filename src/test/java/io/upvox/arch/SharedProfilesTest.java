package io.upvox.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The operations that loops use, and those that are called before loops are compiled. */
class SharedProfilesTest {
    private static final String LIBRARY = "jdk.incubator.vector";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.upvox.kernel.vector");

    @Test
    void everyOperationOfALoopIsCalledFirst() {
        JavaClass first = CLASSES.get("io.upvox.kernel.vector.SharedProfiles");
        Set<String> operations = new TreeSet<>();
        CLASSES.stream().filter(other -> !other.equals(first)).forEach(other -> operations.addAll(operations(other)));
        // Of a species, a constant: fields of one class, nothing that depends on what was called before.
        operations.removeAll(
                Set.of("VectorSpecies.length()", "VectorSpecies.vectorBitSize()", "VectorSpecies.maskAll(boolean)"));
        assertThat(operations).contains("FloatVector.fma(Vector,Vector)");
        assertThat(operations(first)).containsAll(operations);
    }

    /** Operations on vectors outside of static initializers, which make constants. */
    private static Set<String> operations(JavaClass of) {
        return of.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getPackageName().equals(LIBRARY))
                .filter(call -> !call.getOrigin().getName().equals("<clinit>"))
                .map(SharedProfilesTest::name)
                .collect(Collectors.toSet());
    }

    private static String name(JavaMethodCall call) {
        String parameters = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName)
                .collect(Collectors.joining(","));
        return call.getTargetOwner().getSimpleName() + "." + call.getTarget().getName() + "(" + parameters + ")";
    }
}
