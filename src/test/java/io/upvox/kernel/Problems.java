package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Problems from the descriptor files, and data for them. */
final class Problems {
    /** Largest magnitude of integer data. */
    static final int LARGEST_INTEGER = 4;

    private Problems() {}

    static List<ConvTranspose3dProblem> all() {
        return Stream.of("edges.txt", "networks.txt")
                .flatMap(f -> read("/problems/" + f))
                .map(ConvTranspose3dProblem::parse)
                .toList();
    }

    private static Stream<String> read(String resource) {
        try (InputStream in = Objects.requireNonNull(Problems.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Small integers: every sum is exact in float32, so results must be equal. */
    static float[] integers(long seed, long count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-LARGEST_INTEGER, LARGEST_INTEGER + 1);
        }
        return values;
    }

    static float[] reals(long seed, long count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    static ConvTranspose3dWeights weights(ConvTranspose3dParams p, float[] weight, float[] bias) {
        int[] shape = {
            p.inChannels(),
            p.outChannelsPerGroup(),
            p.kernel().d(),
            p.kernel().h(),
            p.kernel().w()
        };
        return ConvTranspose3dWeights.of(
                shape,
                weight,
                bias.length == 0 ? null : new int[] {bias.length},
                bias.length == 0 ? null : bias,
                p.groups());
    }

    static ConvTranspose3dWeights integerWeights(ConvTranspose3dParams p) {
        return weights(p, integers(2, p.weightElements()), integers(3, p.outChannels()));
    }

    static ConvTranspose3dWeights realWeights(ConvTranspose3dParams p) {
        return weights(p, reals(2, p.weightElements()), reals(3, p.outChannels()));
    }

    static ConvTranspose3dWeights biasless(ConvTranspose3dParams p) {
        return weights(p, integers(2, p.weightElements()), new float[0]);
    }
}
