package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import java.util.List;

/** The kernels under test. */
final class Kernels {
    private Kernels() {}

    /** The kernel of that name; this JVM must have it. */
    static ConvTranspose3dKernel named(String name) {
        return KernelList.kernels().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        name + " is not there: " + VectorSupport.ofThisJvm().reason()));
    }

    /** The same family in plain Java. */
    static ConvTranspose3dKernel scalarOf(ConvTranspose3dKernel vector) {
        return named(vector.name().replace("-vector", "-scalar"));
    }

    /** Whether a kernel takes a problem. */
    static boolean takes(ConvTranspose3dKernel kernel, ConvTranspose3dProblem problem) {
        return kernel.supports(problem.params(), Problems.realWeights(problem.params())) instanceof Support.Supported;
    }

    /** The problems of the files that a kernel takes. */
    static List<ConvTranspose3dProblem> problems(ConvTranspose3dKernel kernel) {
        return Problems.all().stream().filter(p -> takes(kernel, p)).toList();
    }

    /** The whole output for seeded real data. */
    static float[] outputOnReals(ConvTranspose3dKernel kernel, ConvTranspose3dProblem problem, int threads) {
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        float[] src = Problems.reals(1, problem.input().elements());
        float[] dst = new float[(int) problem.output().elements()];
        kernel.pack(problem.params(), weights)
                .bind(problem, threads)
                .run(src, OutputBlock.all(problem.output()), dst, 0);
        return dst;
    }
}
