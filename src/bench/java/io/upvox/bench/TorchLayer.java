package io.upvox.bench;

import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** {@code torch.conv_transpose3d} on Java arrays, one thread: kernel 3, stride 2, padding 1, no bias. Belongs to one task. */
final class TorchLayer {
    private static final long[] ONE = {1, 1, 1};
    private static final long[] TWO = {2, 2, 2};
    private static final long[] ZERO = {0, 0, 0};

    private final Tensor weight;
    private int[] outputShape = new int[0];

    TorchLayer(float[] values) {
        torch.set_num_threads(1);
        weight = torch.empty(3, 64, 3, 3, 3);
        weight.data_ptr_float().put(values, 0, values.length);
    }

    float[] forward(float[] input, int[] shape) {
        try (InferenceMode mode = new InferenceMode(true);
                Tensor x = torch.empty(1, shape[0], shape[1], shape[2], shape[3])) {
            x.data_ptr_float().put(input, 0, input.length);
            try (Tensor y = torch.conv_transpose3d(x, weight, new TensorOptional(), TWO, ONE, ZERO, 1, ONE)) {
                outputShape = new int[4];
                for (int a = 0; a < 4; a++) {
                    outputShape[a] = (int) y.size(a + 1);
                }
                float[] output = new float[(int) y.numel()];
                y.data_ptr_float().get(output, 0, output.length);
                return output;
            }
        }
    }

    /** Shape of the last output, without the batch. */
    int[] outputShape() {
        return outputShape;
    }
}
