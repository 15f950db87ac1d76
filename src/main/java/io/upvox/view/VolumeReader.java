package io.upvox.view;

import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import io.upvox.tensor.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** Picks volumes out of files of samples. */
public final class VolumeReader {
    /** How many ids a message lists. */
    private static final int IDS_SHOWN = 10;

    private final Configuration conf;
    private final TensorColumnOptions columns;
    private final int channel;

    /**
     * A reader.
     *
     * @param channel which channel is taken
     */
    public VolumeReader(Configuration conf, TensorColumnOptions columns, int channel) {
        this.conf = conf;
        this.columns = columns;
        this.channel = channel;
    }

    /**
     * The first samples, in file order.
     *
     * @throws UsageException if there are fewer
     */
    public List<Volume> first(List<FileStatus> files, int count) throws IOException {
        List<Volume> volumes = new ArrayList<>();
        for (FileStatus status : files) {
            try (SampleFile file = SampleFiles.open(status, conf, columns)) {
                for (int u = 0; u < file.units() && volumes.size() < count; u++) {
                    try (SampleUnit unit = file.open(u)) {
                        for (int row = 0; row < unit.rows() && volumes.size() < count; row++) {
                            volumes.add(read(file, unit, row));
                        }
                    }
                }
            }
        }
        if (volumes.size() < count) {
            throw new UsageException(
                    "Cannot show " + count + " samples: there are but " + volumes.size() + "; ask for fewer");
        }
        return volumes;
    }

    /**
     * The sample of that id, or of that index in file order.
     *
     * @throws UsageException if there is none; the message lists some that exist
     */
    public Volume find(List<FileStatus> files, String wanted) throws IOException {
        List<@Nullable String> seen = new ArrayList<>();
        for (FileStatus status : files) {
            try (SampleFile file = SampleFiles.open(status, conf, columns)) {
                for (int u = 0; u < file.units(); u++) {
                    try (SampleUnit unit = file.open(u)) {
                        for (int row = 0; row < unit.rows(); row++) {
                            String id = unit.id(row);
                            if (wanted.equals(id) || wanted.equals(String.valueOf(seen.size()))) {
                                return read(file, unit, row);
                            }
                            unit.skip();
                            seen.add(id);
                        }
                    }
                }
            }
        }
        throw new UsageException("Cannot show sample '" + wanted + "': there is none of that id or index among "
                + seen.size() + "; some that exist: " + seen.subList(0, Math.min(IDS_SHOWN, seen.size())));
    }

    private Volume read(SampleFile file, SampleUnit unit, int row) throws IOException {
        TensorShape shape = unit.shape(row);
        if (channel >= shape.c()) {
            throw new UsageException("Cannot show channel " + channel + " of " + file.path() + ": its samples have "
                    + shape.c() + "; give a smaller --channel");
        }
        float[] values = new float[Math.toIntExact(shape.elements())];
        unit.read(values);
        int n = Math.toIntExact(shape.channelElements());
        return new Volume(shape.extents(), Arrays.copyOfRange(values, channel * n, (channel + 1) * n));
    }
}
