package io.upvox.spark;

import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.KernelChoice;
import io.upvox.kernel.VectorSupport;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan in words, a line a fact. */
final class PlanText {
    /** Further distinct shapes are counted, not listed. */
    private static final int SHAPES_SHOWN = 8;

    private PlanText() {}

    static List<String> lines(JobPlan plan, Cluster cluster) {
        List<String> lines = new ArrayList<>();
        UpsampleOptions o = plan.options();
        ConvTranspose3dParams p = plan.params();
        lines.add("layer     " + p.inChannels() + " to " + p.outChannels() + " channels, kernel " + p.kernel()
                + ", stride "
                + p.stride() + ", padding " + p.paddingBegin()
                + (p.paddingEnd().equals(p.paddingBegin()) ? "" : " and " + p.paddingEnd()) + ", output padding "
                + (o.spec().outputSize() == null
                        ? p.outputPadding()
                        : "for size " + o.spec().outputSize())
                + ", dilation " + p.dilation() + ", groups " + p.groups());
        lines.add("weights   " + o.weights() + ", " + p.weightElements() + " values, "
                + (plan.weights().bias() == null ? "no bias" : "with bias") + ", sha256 "
                + plan.weights().digest().substring(0, 12));
        kernel(lines, plan.choice());
        lines.add("vectors   " + VectorSupport.ofThisJvm().text());
        for (TensorShape in :
                plan.shapes().subList(0, Math.min(SHAPES_SHOWN, plan.shapes().size()))) {
            shape(lines, plan.choice(), o.spec().forInput(p, in.extents()), in);
        }
        if (plan.shapes().size() > SHAPES_SHOWN) {
            lines.add("shape     and " + (plan.shapes().size() - SHAPES_SHOWN) + " more");
        }
        lines.add("samples   " + plan.samples()
                + (plan.bad().isEmpty() ? "" : ", and " + plan.bad().size() + " bad ones skipped"));
        lines.add("bytes     " + Bytes.text(plan.inputBytes()) + " in, " + Bytes.text(plan.outputBytes()) + " out; "
                + String.format(Locale.ROOT, "%.2f GFLOP", 2e-9 * plan.multiplyAdds()));
        lines.add("tasks     " + plan.partitions().size() + " over " + plan.units() + " row groups or record batches; "
                + cluster.slots() + " at a time on " + cluster.master() + ", "
                + (cluster.threads() == 1 ? "1 thread each" : cluster.threads() + " threads each"));
        memory(lines, plan.memory());
        lines.add("output    " + o.output() + ", " + o.write().format().suffix() + ", "
                + (plan.outputOptions().fixedShape() == null ? "variable" : "fixed") + " layout, compression "
                + o.write().compression() + ", mode " + o.write().mode().name().toLowerCase(Locale.ROOT));
        plan.warnings().forEach(w -> lines.add("warning   " + w));
        return lines;
    }

    private static void kernel(List<String> lines, KernelChoice choice) {
        for (String reason : choice.reasons()) {
            lines.add("kernel    " + reason);
        }
    }

    private static void memory(List<String> lines, PlanMemory memory) {
        lines.add("memory    " + Bytes.text(memory.taskBytes()) + " of heap a task"
                + (memory.otherBytes() == 0
                        ? ""
                        : " (" + Bytes.text(memory.otherBytes()) + " of it for the other columns)")
                + (memory.otherDirectBytes() == 0
                        ? ""
                        : ", " + Bytes.text(memory.otherDirectBytes()) + " outside the heap for the other columns")
                + ", " + Bytes.text(memory.weightBytes()) + " an executor for the weights");
    }

    private static void shape(List<String> lines, KernelChoice choice, ConvTranspose3dParams p, TensorShape in) {
        ConvTranspose3dKernel kernel = choice.forInput(p, in);
        lines.add("shape     " + in + " to " + p.outputShape(in)
                + (kernel == choice.kernel() ? "" : " by " + kernel.name()));
        for (int axis = 0; axis < 3; axis++) {
            lines.add("          " + "DHW".charAt(axis) + ": " + p.formula(in.extents(), axis));
        }
    }
}
