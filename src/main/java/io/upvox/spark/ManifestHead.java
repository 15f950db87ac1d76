package io.upvox.spark;

import io.upvox.format.OutputOptions;
import io.upvox.tensor.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The first line of a manifest: how all samples of an output were made. */
final class ManifestHead {
    /** What must be the same for samples to be added, and the options that decide it. */
    private static final Map<String, String> SAME = new LinkedHashMap<>();

    static {
        SAME.put("upvox.operation", "the layer's options");
        SAME.put("upvox.weights.sha256", "--weights");
        SAME.put("upvox.kernel", "--kernel and --fast-algorithms");
        SAME.put("format", "--format");
        SAME.put("tensorColumn", "--tensor-column");
    }

    private ManifestHead() {}

    /** The head of what a job writes. */
    static Map<String, String> of(OutputOptions output, UpsampleOptions options) {
        Map<String, String> head = new LinkedHashMap<>(output.footer());
        head.put(Manifest.LAYOUT, Manifest.LAYOUT_VERSION);
        head.put("format", options.write().format().suffix());
        head.put("tensorColumn", output.tensorColumn());
        head.put("weights", options.weights());
        return head;
    }

    /**
     * Checks that samples made so may be added to an output.
     *
     * @param previous the head of what is there; what it does not say is not compared
     * @throws UsageException if a reader of the output would find samples made in two ways
     */
    static void checkSame(Map<String, String> previous, Map<String, String> next, String output) {
        SAME.forEach((key, decidedBy) -> {
            String was = previous.get(key);
            String is = next.get(key);
            if (was != null && !was.equals(is)) {
                throw new UsageException("Cannot add to output " + output + ": it was made with " + key + " " + was
                        + ", this job has " + is + "; give the same by " + decidedBy
                        + ", or another output, or --write-mode overwrite");
            }
        });
    }
}
