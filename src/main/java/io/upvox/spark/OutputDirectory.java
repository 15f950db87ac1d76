package io.upvox.spark;

import io.upvox.tensor.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The output directory and the hidden directory beside it in which everything is made.
 *
 * <p>The output appears whole, by one rename. What was there stays until then. A hidden directory that a killed driver left
 * is removed by a later run, once its lease is old.
 */
final class OutputDirectory {
    /** The driver renews its lease about every minute; this much older, and it is gone. */
    private static final long LEASE_MILLIS = 15 * 60_000L;

    static final String SUCCESS = "_SUCCESS";
    private static final String LEASE = "_lease";

    private final FileSystem fs;
    private final Path target;
    private final Path staging;
    private final WriteMode mode;

    OutputDirectory(String output, WriteMode mode, Configuration conf) throws IOException {
        Path path = new Path(output);
        fs = path.getFileSystem(conf);
        target = fs.makeQualified(path);
        this.mode = mode;
        if (target.getParent() == null) {
            throw new UsageException(
                    "Cannot write output " + output + ": it is the root of a file system; give a directory below it");
        }
        staging = new Path(target.getParent(), prefix() + UUID.randomUUID());
    }

    FileSystem fileSystem() {
        return fs;
    }

    Path target() {
        return target;
    }

    /** Where the job writes. */
    Path staging() {
        return staging;
    }

    /**
     * Checks the write mode against what is there; changes nothing.
     *
     * @param inputs qualified paths of the inputs' files
     * @return the manifest of an output that is to be added to, else an empty one
     * @throws UsageException if the output may not be written so
     */
    Manifest check(List<Path> inputs) throws IOException {
        for (Path input : inputs) {
            if (isInside(input, target)) {
                throw new UsageException("Cannot write output " + target + ": the input " + input
                        + " lies inside it; give another output directory");
            }
        }
        FileStatus there = status(target);
        if (there == null) {
            return Manifest.empty();
        }
        if (there.isFile()) {
            throw new UsageException("Cannot write output " + target + ": it is a file; give a directory");
        }
        if (mode == WriteMode.ERROR) {
            throw new UsageException("Cannot write output " + target
                    + ": it exists; give another directory, or --write-mode overwrite or resume");
        }
        Manifest manifest = Manifest.read(fs, target);
        boolean dataset = manifest != null || fs.exists(new Path(target, SUCCESS));
        if (!dataset && fs.listStatus(target).length > 0) {
            throw new UsageException(
                    "Cannot " + (mode == WriteMode.OVERWRITE ? "overwrite" : "add to") + " output " + target
                            + ": it has neither a manifest nor _SUCCESS, so it is no result of a job; give another directory or remove it");
        }
        if (mode == WriteMode.OVERWRITE) {
            return Manifest.empty();
        }
        return manifest == null ? Manifest.empty() : manifest;
    }

    /** Makes the parent directory and takes the lease; removes what killed drivers left. */
    void begin() throws IOException {
        Path parent = target.getParent();
        fs.mkdirs(parent);
        for (FileStatus s : fs.listStatus(parent, p -> p.getName().startsWith(prefix()))) {
            FileStatus lease = status(new Path(s.getPath(), LEASE));
            long seen = Math.max(s.getModificationTime(), lease == null ? 0 : lease.getModificationTime());
            if (System.currentTimeMillis() - seen > LEASE_MILLIS) {
                fs.delete(s.getPath(), true);
            }
        }
        fs.mkdirs(staging);
        renewLease();
    }

    /** Says that the driver is alive. */
    void renewLease() throws IOException {
        fs.create(new Path(staging, LEASE), true).close();
    }

    /** Puts the finished staging directory in the output's place. */
    void publish() throws IOException {
        fs.delete(new Path(staging, LEASE), false);
        FileStatus there = status(target);
        if (there == null) {
            rename(staging, target);
        } else if (mode == WriteMode.OVERWRITE || fs.listStatus(target).length == 0) {
            Path old = new Path(target.getParent(), prefix() + "old-" + UUID.randomUUID());
            rename(target, old);
            try {
                rename(staging, target);
            } catch (IOException e) {
                rename(old, target);
                throw e;
            }
            fs.delete(old, true);
        } else if (mode == WriteMode.RESUME) {
            add();
        } else {
            throw new IOException(target + " appeared while the job ran; its result was not written");
        }
    }

    /**
     * Moves new files into an existing output. Without {@code _SUCCESS} in between: readers that ask for it see no half-added
     * result, and files that the manifest does not list are removed by the next run that adds.
     */
    private void add() throws IOException {
        fs.delete(new Path(target, SUCCESS), false);
        for (FileStatus file : fs.listStatus(staging, p -> !p.getName().startsWith("_"))) {
            rename(file.getPath(), new Path(target, file.getPath().getName()));
        }
        FileContext.getFileContext(target.toUri(), fs.getConf())
                .rename(new Path(staging, Manifest.NAME), new Path(target, Manifest.NAME), Options.Rename.OVERWRITE);
        fs.create(new Path(target, SUCCESS), true).close();
        fs.delete(staging, true);
    }

    /** Removes files of an addition that was broken off: parts that the manifest does not know. */
    void removeUnlisted(Manifest manifest) throws IOException {
        Set<String> listed = manifest.outputs();
        for (FileStatus file : fs.listStatus(target, p -> p.getName().startsWith("part-"))) {
            if (!listed.contains(file.getPath().getName())) {
                fs.delete(file.getPath(), false);
            }
        }
    }

    /** Removes all that this run made. */
    void abandon() throws IOException {
        fs.delete(staging, true);
    }

    private String prefix() {
        return "." + target.getName() + "-upvox-";
    }

    private void rename(Path from, Path to) throws IOException {
        if (!fs.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    private @Nullable FileStatus status(Path path) throws IOException {
        try {
            return fs.getFileStatus(path);
        } catch (java.io.FileNotFoundException e) {
            return null;
        }
    }

    private static boolean isInside(Path path, Path directory) {
        for (Path p = path; p != null; p = p.getParent()) {
            if (p.equals(directory)) {
                return true;
            }
        }
        return false;
    }
}
