package io.upvox.kernel;

import io.upvox.kernel.subconv.SubconvKernel;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM has the Vector API, and the kernel that uses it. The classes that do are named as texts only: without the
 * module they cannot be linked.
 *
 * @param kernel the kernel, or null
 * @param vectorBits bits of a vector, 0 without the API
 * @param reason why there is no kernel, or the empty string
 */
public record VectorSupport(@Nullable ConvTranspose3dKernel kernel, int vectorBits, String reason) {
    private static final String PACKAGE = "io.upvox.kernel.vector.";

    /** What this JVM has; found out once. */
    public static VectorSupport ofThisJvm() {
        return Holder.INSTANCE;
    }

    /** Whether the Vector API can be used. */
    public boolean available() {
        return kernel != null;
    }

    private static final class Holder {
        private static final VectorSupport INSTANCE = probe();
    }

    private static VectorSupport probe() {
        if (VectorSupport.class.getModule().getLayer() == null
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new VectorSupport(
                    null, 0, "the Vector API is not readable: start the JVM with --add-modules jdk.incubator.vector");
        }
        try {
            Object factory = Class.forName(PACKAGE + "Factory").getConstructor().newInstance();
            SubconvKernel kernel = (SubconvKernel) ((Supplier<?>) factory).get();
            int bits = (int)
                    Class.forName(PACKAGE + "Factory").getMethod("vectorBits").invoke(null);
            return new VectorSupport(kernel, bits, "");
        } catch (InvocationTargetException e) {
            return new VectorSupport(null, 0, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException | LinkageError | UnsupportedOperationException e) {
            return new VectorSupport(null, 0, String.valueOf(e.getMessage()));
        }
    }
}
