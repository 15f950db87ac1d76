package io.upvox.bench;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.KernelOptions;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.OutputBlocks;
import io.upvox.spark.UpsampleOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The bound: threads that run the kernel on an array that is there and write the same number of bytes, without a format. */
final class RawWay implements JobWay {
    private static final int PIECE_BYTES = 256 << 10;

    private final JobData data;
    private final int threads;
    private final ConvTranspose3d layer;

    RawWay(JobData data, int threads) {
        this.data = data;
        this.threads = threads;
        this.layer = ConvTranspose3d.of(data.params(), data.layerWeights(), KernelOptions.DEFAULT);
    }

    @Override
    public String name() {
        return "kernel and raw write";
    }

    @Override
    public void run() throws Exception {
        Files.createDirectories(output());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int first = data.samples() * t / threads;
                int last = data.samples() * (t + 1) / threads;
                Path file = output().resolve("part-" + t);
                parts.add(pool.submit(() -> {
                    part(file, last - first);
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private void part(Path file, int samples) throws IOException {
        TensorShape shape = data.params().outputShape(data.inputShape());
        long most = UpsampleOptions.Write.DEFAULT.blockBytes() / 4;
        List<OutputBlock> blocks = OutputBlocks.of(
                shape, 0, shape.d(), most, layer.packed(data.inputShape()).channelUnit());
        BoundKernel kernel = layer.bind(data.inputShape(), 1);
        float[] src = new float[(int) data.inputShape().elements()];
        float[] block = new float
                [(int) blocks.stream().mapToLong(b -> b.elements(shape)).max().orElse(0)];
        byte[] bytes = new byte[PIECE_BYTES];
        FloatBuffer floats =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        try (OutputStream out = new FileWays().createRaw(new org.apache.hadoop.fs.Path(file.toString()))) {
            for (int i = 0; i < samples; i++) {
                for (OutputBlock b : blocks) {
                    kernel.run(src, b, block, 0);
                    int count = (int) b.elements(shape);
                    for (int at = 0; at < count; at += floats.capacity()) {
                        int n = Math.min(floats.capacity(), count - at);
                        floats.put(0, block, at, n);
                        out.write(bytes, 0, 4 * n);
                    }
                }
            }
        }
    }

    @Override
    public Path output() {
        return data.dir().resolve("raw");
    }

    @Override
    public long outputBytes() {
        return data.outputBytes();
    }
}
