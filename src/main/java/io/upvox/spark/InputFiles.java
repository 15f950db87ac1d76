package io.upvox.spark;

import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files behind the inputs that a user named: files, directories (with all below them) and globs. */
public final class InputFiles {
    private InputFiles() {}

    /**
     * All data files, sorted by path, each once. Names that begin with {@code _} or {@code .} are no data, as in Spark.
     *
     * @throws UsageException if an input does not exist
     * @throws InvalidDataException if there is no file at all
     */
    public static List<FileStatus> list(List<String> inputs, Configuration conf) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        for (String input : inputs) {
            Path path = new Path(input);
            FileSystem fs = path.getFileSystem(conf);
            FileStatus[] found = fs.globStatus(path);
            if (found == null || found.length == 0) {
                throw new UsageException(
                        "Cannot read input " + input + ": it does not exist; give an existing file, directory or glob");
            }
            for (FileStatus status : found) {
                collect(fs, status, files);
            }
        }
        if (files.isEmpty()) {
            throw new InvalidDataException("Cannot read input " + String.join(", ", inputs)
                    + ": there are no files in it; give a directory with Parquet or Arrow files");
        }
        files.sort(Comparator.comparing(f -> f.getPath().toString()));
        for (int i = files.size() - 1; i > 0; i--) {
            if (files.get(i).getPath().equals(files.get(i - 1).getPath())) {
                files.remove(i);
            }
        }
        return files;
    }

    private static void collect(FileSystem fs, FileStatus status, List<FileStatus> files) throws IOException {
        if (status.isFile()) {
            files.add(status);
            return;
        }
        try {
            for (FileStatus child : fs.listStatus(status.getPath())) {
                String name = child.getPath().getName();
                if (!name.startsWith("_") && !name.startsWith(".")) {
                    collect(fs, child, files);
                }
            }
        } catch (FileNotFoundException e) {
            throw new InvalidDataException(
                    "Cannot read input " + status.getPath() + ": it vanished while it was listed; run again", e);
        }
    }
}
