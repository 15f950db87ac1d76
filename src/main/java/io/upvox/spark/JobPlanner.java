package io.upvox.spark;

import io.upvox.format.OutputOptions;
import io.upvox.format.TensorColumn;
import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.KernelChoice;
import io.upvox.kernel.KernelList;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import io.upvox.tensor.UsageException;
import io.upvox.weights.ByteSource;
import io.upvox.weights.WeightsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a job from all sides on the driver: options, weights, footers and shapes of all input files, the output. Whatever
 * can be known to be wrong fails here, before any work starts.
 */
final class JobPlanner {
    private final UpsampleOptions options;
    private final Configuration conf;
    private final Cluster cluster;

    /**
     * @param conf Hadoop's configuration with the job's file systems
     * @param cluster what the job will run on
     */
    JobPlanner(UpsampleOptions options, Configuration conf, Cluster cluster) {
        this.options = options;
        this.conf = conf;
        this.cluster = cluster;
    }

    /**
     * Plans the job.
     *
     * @throws UsageException if options contradict each other or the output may not be written
     * @throws InvalidDataException if weights or input data cannot be used
     */
    JobPlan plan() throws IOException {
        checkWrite();
        ConvTranspose3dWeights weights = weights();
        ConvTranspose3dParams params = params(weights);
        KernelChoice choice = choose(params, weights);
        List<FileStatus> files = InputFiles.list(options.inputs(), conf);
        OutputDirectory output =
                OutputDirectory.of(options.output(), options.write().mode(), conf);
        Manifest previous = output.check(files.stream().map(FileStatus::getPath).toList());
        List<FileStatus> fresh = fresh(files, previous);
        List<ScannedFile> scanned = new InputScan(conf, options, params).scan(fresh);
        List<String> bad = scanned.stream().flatMap(f -> f.bad().stream()).toList();
        if (!bad.isEmpty() && options.badSamples() == BadSamples.FAIL) {
            String more = bad.size() == 1 ? "" : " (and " + (bad.size() - 1) + " more bad samples)";
            throw new InvalidDataException(bad.get(0) + more);
        }
        checkAlike(scanned);
        return assemble(weights, params, choice, scanned, bad, previous, files.size() - fresh.size());
    }

    private void checkWrite() {
        UpsampleOptions.Write w = options.write();
        if (w.maxRowBytes() < 4 || w.maxRowBytes() > Integer.MAX_VALUE) {
            throw new UsageException("Cannot write output rows of up to " + w.maxRowBytes()
                    + " bytes: a row holds 4 to 2^31-1" + "; give --max-row-bytes in that range");
        }
        if (w.rowGroupBytes() < 1 || w.blockBytes() < 4096 || w.blockBytes() > 1L << 30) {
            throw new UsageException("Cannot write with row groups of " + w.rowGroupBytes() + " bytes and blocks of "
                    + w.blockBytes() + ": give at least 1 byte a group and 4 KiB to 1 GiB a block");
        }
        if (w.format() == OutputFormat.ARROW && !w.compression().equals("none")) {
            throw new UsageException("Cannot write Arrow files with compression '" + w.compression()
                    + "': a compressed body cannot be streamed; give --compression none, or --format parquet");
        }
    }

    private ConvTranspose3dWeights weights() throws IOException {
        try (ByteSource file = new HadoopByteSource(options.weights(), conf)) {
            return WeightsReader.read(file, options.layer(), options.spec().groups());
        }
    }

    private ConvTranspose3dParams params(ConvTranspose3dWeights weights) {
        try {
            return options.spec().params(weights);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private KernelChoice choose(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        try {
            return KernelList.choose(params, weights, options.kernel());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The files that the manifest of the output does not list; one that changed since is an error. */
    private static List<FileStatus> fresh(List<FileStatus> files, Manifest previous) {
        List<FileStatus> fresh = new ArrayList<>();
        for (FileStatus f : files) {
            Manifest.InputFile known = previous.files().get(f.getPath().toString());
            if (known == null) {
                fresh.add(f);
            } else if (known.length() != f.getLen() || known.modified() != f.getModificationTime()) {
                throw new InvalidDataException("Cannot add to the output: input " + f.getPath()
                        + " has changed since it was upsampled; give it another name, or --write-mode overwrite");
            }
        }
        return fresh;
    }

    private static void checkAlike(List<ScannedFile> files) {
        for (ScannedFile f : files) {
            ScannedFile first = files.get(0);
            if (!f.tensor().name().equals(first.tensor().name())) {
                throw new InvalidDataException("Cannot upsample " + f.path() + " together with " + first.path()
                        + ": their tensor columns are '" + f.tensor().name() + "' and '"
                        + first.tensor().name()
                        + "'; run them as two jobs");
            }
            if (!f.passThrough().equals(first.passThrough())) {
                throw new InvalidDataException("Cannot upsample " + f.path() + " together with " + first.path()
                        + ": their other columns differ (" + f.passThrough() + " and " + first.passThrough()
                        + "); run them as two jobs");
            }
        }
    }

    private JobPlan assemble(
            ConvTranspose3dWeights weights,
            ConvTranspose3dParams params,
            KernelChoice choice,
            List<ScannedFile> scanned,
            List<String> bad,
            Manifest previous,
            int known) {
        List<Split> splits = scanned.stream().flatMap(f -> f.splits().stream()).toList();
        Set<TensorShape> shapes = new LinkedHashSet<>();
        scanned.forEach(f -> shapes.addAll(f.inputShapes()));
        List<TensorShape> outputs = shapes.stream()
                .map(s -> options.spec().forInput(params, s.extents()).outputShape(s))
                .distinct()
                .toList();
        boolean headersInValues = scanned.stream().anyMatch(f -> f.tensor().form() == TensorColumn.Form.NPY);
        OutputOptions output =
                outputOptions(footer(weights, params, choice.kernel()), scanned, outputs, headersInValues);
        if (!scanned.isEmpty()) {
            ManifestHead.checkSame(previous.head(), ManifestHead.of(output, options), options.output());
        }
        long rows = splits.stream().mapToLong(Split::rows).sum();
        OtherColumns others = scanned.stream().map(ScannedFile::others).reduce(OtherColumns.NONE, OtherColumns::max);
        PlanMemory memory = PlanMemory.of(options, weights, shapes, outputs, others);
        List<String> warnings = new ArrayList<>(cluster.warnings(splits, memory));
        if (output.slabs()) {
            warnings.add("some outputs exceed " + options.write().maxRowBytes()
                    + " bytes a row: they are written as slabs along D, with " + OutputOptions.SLAB_OFFSET + " and "
                    + OutputOptions.SLAB_SHAPE);
        }
        if (known > 0) {
            warnings.add(known + " input files are in the output already and are left out");
        }
        return new JobPlan(
                options,
                params,
                weights,
                choice,
                output,
                scanned.isEmpty() ? null : scanned.get(0).idColumn(),
                Partitions.of(splits, options.partitions(), cluster.slots()),
                List.copyOf(shapes),
                rows - bad.size(),
                scanned.stream().mapToLong(ScannedFile::inputBytes).sum(),
                splits.stream().mapToLong(Split::outputBytes).sum(),
                scanned.stream().mapToDouble(ScannedFile::multiplyAdds).sum(),
                memory,
                bad,
                warnings,
                previous);
    }

    private OutputOptions outputOptions(
            Map<String, String> footer, List<ScannedFile> scanned, List<TensorShape> outputs, boolean headersInValues) {
        UpsampleOptions.Write w = options.write();
        TensorShape fixed = fixedShape(outputs, headersInValues);
        Set<Integer> ranks =
                new LinkedHashSet<>(outputs.stream().map(TensorShape::rank).toList());
        if (ranks.size() > 1) {
            throw new InvalidDataException(
                    "Cannot upsample samples of rank 4 and 5 into one output: its tensor type has one rank"
                            + "; run them as two jobs");
        }
        boolean slabs = outputs.stream().anyMatch(o -> OutputRows.needsSlabs(o, w.maxRowBytes()));
        if (slabs && fixed != null) {
            throw new UsageException("Cannot write slabs in the fixed layout: outputs of shape " + fixed + " exceed "
                    + w.maxRowBytes() + " bytes a row; give --layout variable");
        }
        String name = scanned.isEmpty() ? "tensor" : scanned.get(0).tensor().name();
        return new OutputOptions(
                name,
                fixed,
                ranks.isEmpty() ? 4 : ranks.iterator().next(),
                slabs,
                w.compression(),
                UpsampleJob.PAGE_BYTES,
                w.pageChecksum(),
                footer);
    }

    private @Nullable TensorShape fixedShape(List<TensorShape> outputs, boolean headersInValues) {
        if (!options.write().fixedLayout()) {
            return null;
        }
        if (headersInValues || outputs.size() > 1) {
            throw new UsageException("Cannot write the fixed layout: "
                    + (headersInValues
                            ? "the shapes are in the values' own headers"
                            : "the outputs have the shapes " + outputs)
                    + "; give --layout variable");
        }
        if (!outputs.isEmpty() && outputs.get(0).elements() > Integer.MAX_VALUE) {
            throw new UsageException("Cannot write the fixed layout: an output of shape " + outputs.get(0)
                    + " has more than 2^31-1 values; give --layout variable");
        }
        return outputs.isEmpty() ? null : outputs.get(0);
    }

    /** What was done to the data, for the files' own metadata. */
    private static Map<String, String> footer(
            ConvTranspose3dWeights weights, ConvTranspose3dParams params, ConvTranspose3dKernel kernel) {
        Map<String, String> footer = new LinkedHashMap<>();
        footer.put("upvox.version", Version.TEXT);
        footer.put("upvox.operation", Operations.json(params));
        footer.put("upvox.weights.sha256", weights.digest());
        footer.put("upvox.kernel", kernel.family());
        return footer;
    }
}
