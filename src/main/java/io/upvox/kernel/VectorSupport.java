package io.upvox.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether this JVM has the Vector API, and the kernels that use it. The classes that do are named as texts only: without the
 * module they cannot be linked.
 *
 * @param kernels the kernels; none without the API
 * @param vectorBits bits of a vector, 0 without the API
 * @param reason why there are no kernels, or the empty string
 * @param fmaLoop the loop that reaches the most multiply-adds; one in plain Java without the API
 */
public record VectorSupport(List<ConvTranspose3dKernel> kernels, int vectorBits, String reason, FmaLoop fmaLoop) {
    private static final String PACKAGE = "io.upvox.kernel.vector.";

    /** What this JVM has; found out once. */
    public static VectorSupport ofThisJvm() {
        return Holder.INSTANCE;
    }

    /** Whether the Vector API can be used. */
    public boolean available() {
        return !kernels.isEmpty();
    }

    /** Width of vectors, or why there are none and what that means, for plans, reports and logs. */
    public String text() {
        return available()
                ? vectorBits + " bits"
                : "none: " + reason + "; the plain Java kernel runs, some 2 to 7 times slower";
    }

    private static final class Holder {
        private static final VectorSupport INSTANCE = probe();
    }

    private static VectorSupport none(String reason) {
        return new VectorSupport(List.of(), 0, reason, new ScalarFmaLoop());
    }

    private static VectorSupport probe() {
        if (VectorSupport.class.getModule().getLayer() == null
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return none("the Vector API is not readable: start the JVM with --add-modules jdk.incubator.vector");
        }
        try {
            Class<?> factory = Class.forName(PACKAGE + "Factory");
            List<?> kernels = (List<?>) ((Supplier<?>) factory.getConstructor().newInstance()).get();
            int bits = (int) factory.getMethod("vectorBits").invoke(null);
            FmaLoop loop = Class.forName(PACKAGE + "F32FmaLoop")
                    .asSubclass(FmaLoop.class)
                    .getConstructor()
                    .newInstance();
            return new VectorSupport(
                    kernels.stream().map(ConvTranspose3dKernel.class::cast).toList(), bits, "", loop);
        } catch (InvocationTargetException e) {
            return none(String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException | LinkageError | UnsupportedOperationException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }
}
