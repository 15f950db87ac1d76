package io.upvox.op;

import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.io.Serializable;
import java.util.Locale;

/**
 * One layer on one shape. Its one-line descriptor names a case in tests, benchmarks and logs:
 * {@code n=1 ic=3 oc=64 in=32 k=3 s=2 p=1}; triples are {@code DxHxW}, {@code p=1:2} is begin and end, defaults are left out.
 *
 * @param params the layer
 * @param input the input's shape; its channels are the layer's
 */
public record ConvTranspose3dProblem(ConvTranspose3dParams params, TensorShape input) implements Serializable {
    /** @throws IllegalArgumentException if the input has other channels than the layer, or the output would be empty */
    public ConvTranspose3dProblem {
        params.outputShape(input);
    }

    /** The output's shape. */
    public TensorShape output() {
        return params.outputShape(input);
    }

    /** Multiply-adds whose output lies inside the output volume; inserted or padded zeros do not count. */
    public long multiplyAdds() {
        Dhw in = input.extents();
        Dhw out = params.outputExtents(in);
        long pairs = 1;
        for (int a = 0; a < 3; a++) {
            long count = 0;
            for (int k = 0; k < params.kernel().axis(a); k++) {
                long shift = (long) params.dilation().axis(a) * k
                        - params.paddingBegin().axis(a);
                long stride = params.stride().axis(a);
                long first = Math.max(0, -Math.floorDiv(shift, stride));
                long last = Math.min(in.axis(a) - 1L, Math.floorDiv(out.axis(a) - 1 - shift, stride));
                count += Math.max(0, last - first + 1);
            }
            pairs = Math.multiplyExact(pairs, count);
        }
        return Math.multiplyExact(
                pairs, Math.multiplyExact((long) input.n() * params.inChannels(), (long) params.outChannelsPerGroup()));
    }

    /** The one-line text form; {@link #parse} reads it back. */
    public String descriptor() {
        ConvTranspose3dParams p = params;
        StringBuilder s = new StringBuilder();
        if (input.batched()) {
            s.append("n=").append(input.n()).append(' ');
        }
        s.append("ic=").append(p.inChannels()).append(" oc=").append(p.outChannels());
        s.append(" in=").append(input.extents()).append(" k=").append(p.kernel());
        append(s, "s", p.stride(), 1);
        if (!p.paddingBegin().equals(p.paddingEnd())) {
            s.append(" p=").append(p.paddingBegin()).append(':').append(p.paddingEnd());
        } else {
            append(s, "p", p.paddingBegin(), 0);
        }
        append(s, "op", p.outputPadding(), 0);
        append(s, "d", p.dilation(), 1);
        if (p.groups() != 1) {
            s.append(" g=").append(p.groups());
        }
        return s.toString();
    }

    private static void append(StringBuilder s, String key, Dhw v, int unless) {
        if (!v.equals(Dhw.of(unless))) {
            s.append(' ').append(key).append('=').append(v);
        }
    }

    /** @throws IllegalArgumentException if the text is no descriptor */
    public static ConvTranspose3dProblem parse(String descriptor) {
        int n = 0;
        int ic = 0;
        int oc = 0;
        int groups = 1;
        Dhw in = Dhw.of(0);
        Dhw kernel = Dhw.of(0);
        Dhw stride = Dhw.of(1);
        Dhw begin = Dhw.of(0);
        Dhw end = Dhw.of(0);
        Dhw outputPadding = Dhw.of(0);
        Dhw dilation = Dhw.of(1);
        for (String word : descriptor.strip().split("\\s+")) {
            int eq = word.indexOf('=');
            if (eq < 0) {
                throw new IllegalArgumentException("'" + word + "' in '" + descriptor + "' is not key=value");
            }
            String v = word.substring(eq + 1);
            switch (word.substring(0, eq).toLowerCase(Locale.ROOT)) {
                case "n" -> n = Integer.parseInt(v);
                case "ic" -> ic = Integer.parseInt(v);
                case "oc" -> oc = Integer.parseInt(v);
                case "in" -> in = Dhw.parse(v);
                case "k" -> kernel = Dhw.parse(v);
                case "s" -> stride = Dhw.parse(v);
                case "p" -> {
                    int colon = v.indexOf(':');
                    begin = Dhw.parse(colon < 0 ? v : v.substring(0, colon));
                    end = Dhw.parse(v.substring(colon + 1));
                }
                case "op" -> outputPadding = Dhw.parse(v);
                case "d" -> dilation = Dhw.parse(v);
                case "g" -> groups = Integer.parseInt(v);
                default ->
                    throw new IllegalArgumentException("'" + word + "' in '" + descriptor + "' has no known key");
            }
        }
        ConvTranspose3dParams params = ConvTranspose3dParams.builder(ic, oc, kernel)
                .stride(stride)
                .padding(begin, end)
                .outputPadding(outputPadding)
                .dilation(dilation)
                .groups(groups)
                .build();
        TensorShape shape = n == 0
                ? TensorShape.of(ic, in.d(), in.h(), in.w())
                : TensorShape.ofBatch(n, ic, in.d(), in.h(), in.w());
        return new ConvTranspose3dProblem(params, shape);
    }

    @Override
    public String toString() {
        return descriptor();
    }
}
