package io.upvox.spark;

import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.ConvTranspose3dParams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The layers of this JVM with their weights packed: all tasks share them, so weights are packed once per JVM, never per task
 * or sample. The first task that asks packs, the others wait.
 */
final class LayerCache {
    /** A JVM runs one job, in notebooks a few layers; the least recently used goes first. */
    private static final int CAPACITY = 8;

    private static final Map<Key, CompletableFuture<ConvTranspose3d>> LAYERS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompletableFuture<ConvTranspose3d>> eldest) {
            return size() > CAPACITY;
        }
    };

    private static int packs;

    private LayerCache() {}

    private record Key(String digest, ConvTranspose3dParams params, KernelOptions kernel) {}

    /** The layer, packed at the first call. */
    static ConvTranspose3d layer(ConvTranspose3dParams params, BroadcastWeights weights, KernelOptions kernel) {
        Key key = new Key(weights.digest(), params, kernel);
        CompletableFuture<ConvTranspose3d> layer;
        boolean mine = false;
        synchronized (LAYERS) {
            layer = LAYERS.get(key);
            if (layer == null) {
                layer = new CompletableFuture<>();
                LAYERS.put(key, layer);
                packs++;
                mine = true;
            }
        }
        if (mine) {
            try {
                layer.complete(ConvTranspose3d.of(params, weights.weights(), kernel));
            } catch (RuntimeException | Error e) {
                synchronized (LAYERS) {
                    LAYERS.remove(key);
                }
                layer.completeExceptionally(e);
            }
        }
        return layer.join();
    }

    /** How often weights were packed in this JVM. */
    static int packs() {
        synchronized (LAYERS) {
            return packs;
        }
    }
}
