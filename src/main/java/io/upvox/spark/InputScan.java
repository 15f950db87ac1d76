package io.upvox.spark;

import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumn;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** Reads footers and shapes of the input files on the driver, so that what is wrong with them is known before work starts. */
final class InputScan {
    /** Footers are small and mostly latency: more threads than cores pay on object stores. */
    private static final int THREADS = 16;

    private final Configuration conf;
    private final UpsampleOptions options;
    private final ConvTranspose3dParams params;

    InputScan(Configuration conf, UpsampleOptions options, ConvTranspose3dParams params) {
        this.conf = conf;
        this.options = options;
        this.params = params;
    }

    /** Scans all files, in order. */
    List<ScannedFile> scan(List<FileStatus> files) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(THREADS, Math.max(1, files.size())));
        try {
            List<Future<ScannedFile>> scans = new ArrayList<>();
            for (FileStatus file : files) {
                scans.add(pool.submit(() -> scan(file)));
            }
            List<ScannedFile> scanned = new ArrayList<>();
            for (Future<ScannedFile> f : scans) {
                scanned.add(f.get());
            }
            return scanned;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading footers", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private ScannedFile scan(FileStatus status) throws IOException {
        try (SampleFile file = SampleFiles.open(status, conf, options.columns())) {
            options.write().format().check(file.passThrough());
            List<Split> splits = new ArrayList<>();
            Set<TensorShape> shapes = new LinkedHashSet<>();
            List<String> bad = new ArrayList<>();
            long firstRow = 0;
            long inputBytes = 0;
            double multiplyAdds = 0;
            OtherColumns others = OtherColumns.NONE;
            for (int u = 0; u < file.units(); u++) {
                int rows = file.rows(u);
                long outputBytes = 0;
                OutputGroup group = new OutputGroup(
                        file.tensor().form(),
                        options.badSamples(),
                        options.write().rowGroupBytes());
                int groupRows = 0;
                try (SampleUnit unit = file.open(u)) {
                    for (int row = 0; row < shapeRows(file, rows); row++) {
                        TensorShape shape = shape(unit, row, file, firstRow + row, bad);
                        if (shape != null) {
                            ConvTranspose3dProblem problem = problem(shape);
                            shapes.add(shape);
                            inputBytes += shape.float32Bytes();
                            outputBytes += problem.output().float32Bytes();
                            multiplyAdds += problem.multiplyAdds();
                            groupRows = Math.max(groupRows, add(group, problem.output()));
                        }
                    }
                }
                others = others.max(OtherColumns.of(file.passThroughSize(u), rows, groupRows));
                splits.add(new Split(
                        status.getPath().toString(),
                        status.getLen(),
                        status.getModificationTime(),
                        u,
                        firstRow,
                        rows,
                        outputBytes));
                firstRow += rows;
            }
            return new ScannedFile(
                    status.getPath().toString(),
                    file.tensor(),
                    idColumn(file),
                    file.passThrough().describe(),
                    splits,
                    others,
                    shapes,
                    inputBytes,
                    multiplyAdds,
                    bad);
        }
    }

    private ConvTranspose3dProblem problem(TensorShape shape) {
        return new ConvTranspose3dProblem(options.spec().forInput(params, shape.extents()), shape);
    }

    /** Puts an output into a group, the next one if it is full; slabs have groups of their own. Returns the group's rows. */
    private int add(OutputGroup group, TensorShape output) {
        boolean slabs = OutputRows.needsSlabs(output, options.write().maxRowBytes());
        if (slabs || group.isFull()) {
            group.clear();
        }
        if (slabs) {
            return 1;
        }
        group.add(output.float32Bytes());
        return group.rows();
    }

    private @Nullable String idColumn(SampleFile file) {
        String id = file.idColumn();
        return id != null && options.write().format().identifies(file.passThrough(), id) ? id : null;
    }

    /** Where every value carries its own header, only the first shape of a unit can be had without reading the values. */
    private static int shapeRows(SampleFile file, int rows) {
        return file.tensor().form() == TensorColumn.Form.NPY ? Math.min(rows, 1) : rows;
    }

    private @Nullable TensorShape shape(SampleUnit unit, int row, SampleFile file, long fileRow, List<String> bad)
            throws IOException {
        try {
            TensorShape shape = unit.shape(row);
            SampleChecks.check(params, options.spec(), shape, file.path(), fileRow, unit.id(row));
            return shape;
        } catch (InvalidDataException e) {
            bad.add(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
