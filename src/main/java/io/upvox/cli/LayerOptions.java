package io.upvox.cli;

import io.upvox.kernel.KernelOptions;
import io.upvox.op.LayerSpec;
import io.upvox.tensor.Dhw;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that describe a layer, shared by all subcommands that run one. */
final class LayerOptions {
    @Option(
            names = "--weights",
            required = true,
            paramLabel = "FILE",
            description =
                    "Weights: safetensors, .npy or .npz; (Cin,Cout/groups,kD,kH,kW) or MegEngine's grouped layout.")
    String weights = "";

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Which layer of a file with several: NAME.weight and NAME.bias are taken.")
    @Nullable
    String layer;

    @Option(
            names = "--stride",
            paramLabel = "D,H,W",
            defaultValue = "1",
            converter = DhwConverter.class,
            description = "Stride, one value or three, at least 1.")
    Dhw stride = Dhw.of(1);

    @Option(
            names = "--padding",
            paramLabel = "D,H,W",
            defaultValue = "0",
            converter = PaddingConverter.class,
            description = "Trimmed from both ends of the output, one value or three; six are begin D,H,W and end D,H,W,"
                    + " as ONNX's pads.")
    Padding padding = new Padding(Dhw.of(0), Dhw.of(0));

    @Option(
            names = "--output-padding",
            paramLabel = "D,H,W",
            defaultValue = "0",
            converter = DhwConverter.class,
            description = "Added at the high end of the output, one value or three, below max(stride, dilation).")
    Dhw outputPadding = Dhw.of(0);

    @Option(
            names = "--dilation",
            paramLabel = "D,H,W",
            defaultValue = "1",
            converter = DhwConverter.class,
            description = "Distance of kernel taps, one value or three, at least 1.")
    Dhw dilation = Dhw.of(1);

    @Option(
            names = "--groups",
            paramLabel = "G",
            defaultValue = "1",
            description = "Channel groups of a weight of rank 5; a weight of rank 6 says its own.")
    int groups = 1;

    @Option(
            names = "--output-size",
            paramLabel = "D,H,W",
            converter = DhwConverter.class,
            description = "Wanted output extents; the output padding is derived from them, sample by sample.")
    @Nullable
    Dhw outputSize;

    @Option(
            names = "--kernel",
            paramLabel = "NAME",
            description = "Use this kernel and no other (the plan names them); an error if it cannot be had.")
    @Nullable
    String kernel;

    @Option(
            names = "--fast-algorithms",
            paramLabel = "BOOL",
            arity = "1",
            defaultValue = "true",
            description = "Whether kernels may be chosen that need fewer multiplications than the definition and round"
                    + " a little more; false leaves the direct ones.")
    boolean fastAlgorithms = true;

    /** The layer as asked for; contradictions are thrown as IllegalArgumentException. */
    LayerSpec spec() {
        return new LayerSpec(stride, padding.begin(), padding.end(), outputPadding, dilation, groups, outputSize);
    }

    KernelOptions kernelOptions() {
        return new KernelOptions(kernel, fastAlgorithms);
    }

    /** Begin and end padding. */
    record Padding(Dhw begin, Dhw end) {
        static Padding parse(String text) {
            String[] parts = text.split(",", -1);
            if (parts.length != 6) {
                Dhw both = Dhw.parse(text);
                return new Padding(both, both);
            }
            return new Padding(
                    Dhw.parse(parts[0] + "," + parts[1] + "," + parts[2]),
                    Dhw.parse(parts[3] + "," + parts[4] + "," + parts[5]));
        }
    }

    /** One value or three. */
    static final class DhwConverter implements ITypeConverter<Dhw> {
        @Override
        public Dhw convert(String text) {
            try {
                return Dhw.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** One value, three, or six. */
    static final class PaddingConverter implements ITypeConverter<Padding> {
        @Override
        public Padding convert(String text) {
            try {
                return Padding.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
