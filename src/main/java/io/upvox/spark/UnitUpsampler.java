package io.upvox.spark;

import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.SampleFile;
import io.upvox.format.SampleUnit;
import io.upvox.format.SampleWriter;
import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.OutputBlocks;
import io.upvox.kernel.PackedKernel;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Walks the rows of input units: row by row from the file into one array, block by block from the kernel into the output
 * file. Arrays are reused over all samples of the task.
 */
final class UnitUpsampler {
    private final JobSpec job;
    private final ConvTranspose3d layer;
    private final BoundLayers bound;
    private final SampleWriter writer;
    private final TaskContext task;
    private final String outputName;
    private final PhaseTimes times;

    private final List<SampleRecord> records = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private float[] src = new float[0];
    private float[] block = new float[0];
    private long outputRow;

    UnitUpsampler(
            JobSpec job,
            ConvTranspose3d layer,
            SampleWriter writer,
            String outputName,
            TaskContext task,
            PhaseTimes times) {
        this.job = job;
        this.layer = layer;
        this.bound = new BoundLayers(layer, job.layer(), task.cpus());
        this.writer = writer;
        this.outputName = outputName;
        this.task = task;
        this.times = times;
    }

    List<SampleRecord> records() {
        return records;
    }

    List<String> skipped() {
        return skipped;
    }

    /** Names of the kernels that ran: extents decide among those of a family. */
    List<String> kernels() {
        return bound.kernels();
    }

    /** A sample that is about to be written. */
    private record Pending(int row, TensorShape shape, TensorShape output, List<OutputRow> rows, String name) {}

    /**
     * Upsamples all rows of a unit.
     *
     * @throws InvalidDataException for a bad sample, unless bad samples are skipped
     */
    void run(SampleFile file, Split split) throws IOException {
        try (SampleUnit unit = file.open(split.unit())) {
            PassThroughCursor cursor = unit.passThrough();
            OutputGroup size = new OutputGroup(
                    file.tensor().form(), job.badSamples(), job.write().rowGroupBytes());
            int row = 0;
            while (row < unit.rows()) {
                List<Pending> group = new ArrayList<>();
                size.clear();
                int next = row;
                // Slabs repeat their sample's pass-through values and get groups of their own.
                while (next < unit.rows() && !size.isFull()) {
                    Pending p = pending(file, split, unit, next);
                    if (p == null || p.rows().size() > 1) {
                        if (group.isEmpty()) {
                            next++;
                            if (p == null) {
                                unit.skip();
                                cursor.skip(1);
                            } else {
                                writeSlabs(unit, p, split);
                                cursor.skip(1);
                            }
                        }
                        break;
                    }
                    group.add(p);
                    size.add(p.output().float32Bytes());
                    next++;
                }
                if (!group.isEmpty()) {
                    writeGroup(unit, cursor, group, split);
                }
                row = next;
            }
        }
    }

    private @Nullable Pending pending(SampleFile file, Split split, SampleUnit unit, int row) throws IOException {
        try {
            TensorShape shape = unit.shape(row);
            long fileRow = split.firstRow() + row;
            TensorShape output =
                    SampleChecks.check(job.params(), job.layer(), shape, file.path(), fileRow, unit.id(row));
            String name = SampleChecks.name(file.path(), fileRow, unit.id(row));
            return new Pending(
                    row, shape, output, OutputRows.of(output, job.write().maxRowBytes(), name), name);
        } catch (InvalidDataException e) {
            skipOrThrow(e);
            return null;
        }
    }

    private void writeGroup(SampleUnit unit, PassThroughCursor cursor, List<Pending> group, Split split)
            throws IOException {
        boolean begun = false;
        for (Pending p : group) {
            if (!read(unit, p)) {
                cursor.skip(1); // only when skipping: then the group has this one sample
                return;
            }
            if (!begun) {
                writer.beginGroup(
                        cursor, group.stream().map(q -> q.rows().get(0)).toList());
                begun = true;
            }
            SampleRecord.Row row = compute(p, p.rows().get(0));
            record(unit, p, split, List.of(row));
        }
        writer.endGroup();
    }

    private void writeSlabs(SampleUnit unit, Pending p, Split split) throws IOException {
        if (!read(unit, p)) {
            return;
        }
        List<SampleRecord.Row> rows = new ArrayList<>();
        for (OutputRow slab : p.rows()) {
            PassThroughCursor cursor = unit.passThrough();
            cursor.skip(p.row());
            writer.beginGroup(cursor, List.of(slab));
            rows.add(compute(p, slab));
            writer.endGroup();
        }
        record(unit, p, split, rows);
    }

    private void record(SampleUnit unit, Pending p, Split split, List<SampleRecord.Row> rows) {
        records.add(new SampleRecord(
                split.path(),
                split.firstRow() + p.row(),
                unit.id(p.row()),
                p.shape().dims(),
                outputName,
                p.output().dims(),
                rows));
    }

    /** Reads the sample into {@link #src}; false if it is bad and bad samples are skipped. */
    private boolean read(SampleUnit unit, Pending p) throws IOException {
        long start = System.nanoTime();
        int length = Math.toIntExact(p.shape().elements());
        if (src.length < length) {
            src = new float[length];
        }
        try {
            unit.read(src);
            return true;
        } catch (InvalidDataException e) {
            skipOrThrow(e);
            return false;
        } finally {
            times.addRead(System.nanoTime() - start);
        }
    }

    private void skipOrThrow(InvalidDataException e) {
        if (job.badSamples() == BadSamples.FAIL) {
            throw e;
        }
        skipped.add(String.valueOf(e.getMessage()));
    }

    private SampleRecord.Row compute(Pending p, OutputRow row) throws IOException {
        BoundKernel kernel = bound.of(p.shape());
        PackedKernel packed = layer.packed(p.shape());
        int planes = job.params().stride().d();
        TensorShape output = p.output();
        int d0 = row.firstPlane();
        int d1 = d0 + row.shape().d();
        long bound4 = Math.max(1, job.write().blockBytes() / 4);
        for (OutputBlock b : OutputBlocks.of(output, d0, d1, bound4, packed.channelUnit())) {
            int elements = Math.toIntExact(b.elements(output));
            if (block.length < elements) {
                block = new float[elements];
            }
            times.addWarmUp(WarmUps.once(packed, planes, kernel, src, output, block, job.warmUpNanos()));
            long start = System.nanoTime();
            kernel.run(src, b, block, 0);
            long computed = System.nanoTime();
            writer.write(block, 0, elements);
            times.addCompute(computed - start);
            times.addWrite(System.nanoTime() - computed);
            if (task.isInterrupted()) {
                task.killTaskIfInterrupted();
            }
        }
        return new SampleRecord.Row(outputRow++, d0, writer.endRow());
    }
}
