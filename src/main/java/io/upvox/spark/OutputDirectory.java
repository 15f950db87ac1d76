package io.upvox.spark;

import io.upvox.tensor.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The output directory of a job. What was there stays until the new result is complete.
 *
 * <p>Calls: {@code check begin renewLease* publish}; {@code abandon} if one of them but the first fails. A driver may be
 * killed between any two of them or in the middle of one: the same command run again ends with the whole result.
 */
abstract class OutputDirectory {
    /** Readers of datasets trust it: it is there when all the rest is. */
    static final String SUCCESS = "_SUCCESS";

    static final String PART = "part-";

    private final FileSystem fs;
    private final Path target;
    private final WriteMode mode;
    private final String jobId = UUID.randomUUID().toString();

    OutputDirectory(FileSystem fs, Path target, WriteMode mode) {
        this.fs = fs;
        this.target = target;
        this.mode = mode;
    }

    /**
     * The way of writing that suits the output's file system.
     *
     * @throws UsageException if it is the root of a file system
     */
    static OutputDirectory of(String output, WriteMode mode, Configuration conf) throws IOException {
        Path path = new Path(output);
        FileSystem fs = path.getFileSystem(conf);
        Path target = fs.makeQualified(path);
        if (target.getParent() == null) {
            throw new UsageException(
                    "Cannot write output " + output + ": it is the root of a file system; give a directory below it");
        }
        return ObjectStores.holds(target, conf)
                ? new InPlaceOutput(fs, target, mode)
                : new StagedOutput(fs, target, mode);
    }

    /** Makes the data files, and whatever a commit protocol adds, appear in {@link #work()}. */
    interface Commit {
        void run() throws IOException;
    }

    /** Where the job's files are committed to. */
    abstract Path work();

    /** Makes room for the job. */
    abstract void begin() throws IOException;

    /** Says that the driver is alive. */
    abstract void renewLease() throws IOException;

    /**
     * Puts the finished job in the output's place.
     *
     * @param previous the manifest of the output that is added to, or an empty one
     * @param manifest of all that the output will hold, or null if it has none
     * @param commit makes the job's files appear
     */
    abstract void publish(Manifest previous, @Nullable Manifest manifest, Commit commit) throws IOException;

    /** Removes all that this run made. */
    abstract void abandon() throws IOException;

    /** Whether there is nothing yet, or only what a killed first run left. */
    abstract boolean isVacant() throws IOException;

    /** Whether the directory is a job's output that a killed run left without {@link #SUCCESS}. */
    abstract boolean isBrokenOff() throws IOException;

    final FileSystem fileSystem() {
        return fs;
    }

    final Path target() {
        return target;
    }

    final WriteMode mode() {
        return mode;
    }

    /** Names this run in all its files. */
    final String jobId() {
        return jobId;
    }

    /**
     * Checks the write mode against what is there; changes nothing.
     *
     * @param inputs qualified paths of the inputs' files
     * @return the manifest of an output that is to be added to, else an empty one
     * @throws UsageException if the output may not be written so
     */
    final Manifest check(List<Path> inputs) throws IOException {
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
        if (isVacant()) {
            return Manifest.empty();
        }
        if (mode == WriteMode.ERROR) {
            throw new UsageException("Cannot write output " + target
                    + ": it exists; give another directory, or --write-mode overwrite or resume");
        }
        Manifest manifest = Manifest.read(fs, target);
        boolean empty = fs.listStatus(target).length == 0;
        if (mode == WriteMode.RESUME && manifest == null && !empty) {
            throw new UsageException("Cannot add to output " + target + ": it has no manifest " + Manifest.NAME
                    + ", so what it holds is not known; give another directory, or --write-mode overwrite");
        }
        boolean dataset = manifest != null || exists(SUCCESS) || isBrokenOff();
        if (!dataset && !empty) {
            throw new UsageException(
                    "Cannot overwrite output " + target
                            + ": it has neither a manifest nor _SUCCESS, so it is no result of a job; give another directory or remove it");
        }
        return mode == WriteMode.OVERWRITE || manifest == null ? Manifest.empty() : manifest;
    }

    /** Ends an addition that was broken off after its last sample was listed: nothing is left to add, only to tidy up. */
    final void completeAddition(Manifest manifest) throws IOException {
        if (mode == WriteMode.RESUME && !manifest.head().isEmpty() && !exists(SUCCESS)) {
            removeUnlisted(manifest);
            succeed();
        }
    }

    /** Removes files of an addition that was broken off: parts that the manifest does not know. */
    final void removeUnlisted(Manifest manifest) throws IOException {
        Set<String> listed = manifest.outputs();
        remove(name -> name.startsWith(PART) && !listed.contains(name));
    }

    /** Removes the target's entries of these names. */
    final void remove(Predicate<String> names) throws IOException {
        for (FileStatus file : fs.listStatus(target, p -> names.test(p.getName()))) {
            fs.delete(file.getPath(), true);
        }
    }

    final void succeed() throws IOException {
        create(SUCCESS);
    }

    final void create(String name) throws IOException {
        fs.create(new Path(target, name), true).close();
    }

    final void delete(String name) throws IOException {
        fs.delete(new Path(target, name), false);
    }

    final boolean exists(String name) throws IOException {
        return status(new Path(target, name)) != null;
    }

    final IOException appeared() {
        return new IOException(target + " appeared while the job ran; its result was not written");
    }

    final @Nullable FileStatus status(Path path) throws IOException {
        try {
            return fs.getFileStatus(path);
        } catch (FileNotFoundException e) {
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
