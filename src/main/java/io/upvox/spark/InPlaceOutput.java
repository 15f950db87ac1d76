package io.upvox.spark;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * An output in an object store, where a rename is a copy: the commit protocol writes straight into the output directory.
 *
 * <p>What stands there is what the manifest lists, once {@code _SUCCESS} is there. A directory that was empty carries a mark
 * until then. An old result is taken away only after the new manifest is in its place; in between {@code _SUCCESS} is missing.
 */
final class InPlaceOutput extends OutputDirectory {
    /** Nothing was here before; without {@code _SUCCESS} nothing here is worth keeping. */
    static final String INCOMPLETE = "_upvox-incomplete";
    /** An old result is being replaced. */
    static final String REPLACING = "_upvox-replacing";

    private boolean first;
    private boolean stood;
    private boolean listed;

    InPlaceOutput(FileSystem fs, Path target, WriteMode mode) {
        super(fs, target, mode);
    }

    @Override
    Path work() {
        return target();
    }

    @Override
    boolean isVacant() throws IOException {
        boolean incomplete = exists(INCOMPLETE) && !exists(SUCCESS);
        return incomplete || fileSystem().listStatus(target()).length == 0;
    }

    @Override
    boolean isBrokenOff() throws IOException {
        return exists(REPLACING);
    }

    @Override
    void begin() throws IOException {
        first = status(target()) == null || isVacant();
        if (mode() == WriteMode.ERROR && !first) {
            throw appeared();
        }
        if (first) {
            create(INCOMPLETE);
            remove(name -> isOurs(name) && !name.equals(INCOMPLETE));
        }
    }

    @Override
    void renewLease() {}

    @Override
    void publish(Manifest previous, @Nullable Manifest manifest, Commit commit) throws IOException {
        stood = exists(SUCCESS);
        if (mode() == WriteMode.ERROR && stood) {
            throw appeared();
        }
        if (!first) {
            delete(INCOMPLETE); // of a run that was killed when it was all but done
            if (mode() == WriteMode.OVERWRITE) {
                create(REPLACING);
            } else {
                removeUnlisted(previous);
            }
            delete(SUCCESS);
        }
        try {
            commit.run();
            if (manifest != null) {
                manifest.write(fileSystem(), target());
            }
            listed = true;
        } finally {
            if (!listed && stood) {
                removeThisRun();
                succeed(); // the old result stands again
            }
        }
        removeOthers(manifest);
        succeed();
        delete(REPLACING);
        delete(INCOMPLETE);
    }

    /** What the new manifest does not list: the old result, and parts that killed runs left. */
    private void removeOthers(@Nullable Manifest manifest) throws IOException {
        if (manifest == null) {
            return;
        }
        Set<String> outputs = manifest.outputs();
        boolean all = !first && mode() == WriteMode.OVERWRITE;
        remove(name -> !outputs.contains(name)
                && !Set.of(Manifest.NAME, REPLACING, INCOMPLETE).contains(name)
                && (all || name.startsWith(PART)));
    }

    private static boolean isOurs(String name) {
        return name.startsWith(PART) || name.startsWith("_");
    }

    private void removeThisRun() throws IOException {
        remove(name -> name.startsWith(PART) && name.contains(jobId()));
    }

    @Override
    void abandon() throws IOException {
        if (listed) {
            return; // complete but for _SUCCESS: the next run makes it so
        }
        if (first && !exists(SUCCESS)) {
            fileSystem().delete(target(), true);
        } else {
            removeThisRun();
            if (stood) {
                delete(REPLACING);
            }
        }
    }
}
