package io.upvox.spark;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;

/**
 * An output where a directory is renamed at once: everything is made in a hidden directory beside it.
 *
 * <p>The output appears whole, by one rename. What was there stays until then. A hidden directory that a killed driver left
 * is removed by a later run, once its lease is old.
 */
final class StagedOutput extends OutputDirectory {
    /** The driver renews its lease about every minute; this much older, and it is gone. */
    private static final long LEASE_MILLIS = 15 * 60_000L;

    private static final String LEASE = "_lease";
    private static final String OLD = "old-";

    private final Path staging;

    StagedOutput(FileSystem fs, Path target, WriteMode mode) {
        super(fs, target, mode);
        staging = new Path(target.getParent(), prefix() + jobId());
    }

    @Override
    Path work() {
        return staging;
    }

    @Override
    boolean isVacant() {
        return false;
    }

    @Override
    boolean isBrokenOff() {
        return false;
    }

    @Override
    void begin() throws IOException {
        Path parent = target().getParent();
        fileSystem().mkdirs(parent);
        for (FileStatus s : fileSystem().listStatus(parent, p -> p.getName().startsWith(prefix()))) {
            if (isLeft(s)) {
                fileSystem().delete(s.getPath(), true);
            }
        }
        fileSystem().mkdirs(staging);
        renewLease();
    }

    /** Whether a hidden directory is a dead driver's; an old result that nothing has replaced is kept. */
    private boolean isLeft(FileStatus hidden) throws IOException {
        FileStatus lease = status(new Path(hidden.getPath(), LEASE));
        long seen = Math.max(hidden.getModificationTime(), lease == null ? 0 : lease.getModificationTime());
        boolean old = hidden.getPath().getName().startsWith(prefix() + OLD);
        return System.currentTimeMillis() - seen > LEASE_MILLIS && !(old && status(target()) == null);
    }

    @Override
    void renewLease() throws IOException {
        fileSystem().create(new Path(staging, LEASE), true).close();
    }

    @Override
    void publish(Manifest previous, @Nullable Manifest manifest, Commit commit) throws IOException {
        boolean adds = mode() == WriteMode.RESUME && !previous.head().isEmpty();
        if (adds) {
            removeUnlisted(previous);
        }
        if (manifest != null) {
            manifest.write(fileSystem(), staging);
        }
        commit.run();
        fileSystem().delete(new Path(staging, LEASE), false);
        boolean there = status(target()) != null;
        if (adds && !there) {
            throw new IOException(target() + " vanished while the job ran; run it again");
        }
        boolean empty = there && fileSystem().listStatus(target()).length == 0;
        if (empty) {
            fileSystem().delete(target(), false);
        }
        if (!there || empty) {
            rename(staging, target());
            removeReplaced();
        } else if (mode() == WriteMode.OVERWRITE) {
            replace();
        } else if (adds) {
            add();
        } else {
            throw appeared();
        }
    }

    private void replace() throws IOException {
        Path old = new Path(target().getParent(), prefix() + OLD + UUID.randomUUID());
        create(LEASE); // makes the directory young: no other run takes it for a dead driver's
        rename(target(), old);
        try {
            rename(staging, target());
        } catch (IOException e) {
            rename(old, target());
            delete(LEASE);
            throw e;
        }
        removeReplaced();
    }

    /** Removes old results that were moved aside: a new one is in their place. */
    private void removeReplaced() throws IOException {
        for (FileStatus s :
                fileSystem().listStatus(target().getParent(), p -> p.getName().startsWith(prefix() + OLD))) {
            fileSystem().delete(s.getPath(), true);
        }
    }

    /**
     * Moves new files into an existing output. Without {@code _SUCCESS} in between: readers that ask for it see no half-added
     * result, and files that the manifest does not list are removed by the next run that adds.
     */
    private void add() throws IOException {
        delete(SUCCESS);
        for (FileStatus file :
                fileSystem().listStatus(staging, p -> !p.getName().startsWith("_"))) {
            rename(file.getPath(), new Path(target(), file.getPath().getName()));
        }
        replaceFile(new Path(staging, Manifest.NAME), new Path(target(), Manifest.NAME));
        succeed();
        fileSystem().delete(staging, true);
    }

    @Override
    void abandon() throws IOException {
        fileSystem().delete(staging, true);
    }

    private String prefix() {
        return "." + target().getName() + "-upvox-";
    }

    private void rename(Path from, Path to) throws IOException {
        if (!fileSystem().rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    /** At once: a killed driver leaves either the old file or the new one. */
    private void replaceFile(Path from, Path to) throws IOException {
        if (Manifest.fileSystem(fileSystem()) instanceof RawLocalFileSystem local) {
            if (!local.rename(from, to)) { // POSIX's; through FileContext the old file is deleted first
                throw new IOException("cannot rename " + from + " to " + to);
            }
        } else {
            FileContext.getFileContext(to.toUri(), fileSystem().getConf()).rename(from, to, Options.Rename.OVERWRITE);
        }
    }
}
