package io.upvox.spark;

import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a verification has to do, and what the names in the directory alone show to be wrong.
 *
 * @param directory the output directory
 * @param tensorColumn name of the tensor column, or null if the manifest does not say
 * @param samples samples that the manifest lists
 * @param files the files that are there and listed, largest first
 * @param problems files that are missing or not listed, a missing {@code _SUCCESS}
 */
record VerifyPlan(
        Path directory, @Nullable String tensorColumn, long samples, List<ExpectedFile> files, Problems problems) {
    /**
     * Reads the manifest and lists the directory.
     *
     * @param limit how many problems are kept
     * @throws UsageException if there is no such directory, or it has no manifest
     * @throws InvalidDataException if the manifest is damaged, contradicts itself, or has another layout
     */
    static VerifyPlan of(String output, int limit, Configuration conf) throws IOException {
        FileSystem fs = new Path(output).getFileSystem(conf);
        Path directory = fs.makeQualified(new Path(output));
        Map<String, FileStatus> there = list(fs, directory);
        Manifest manifest = Manifest.read(fs, directory);
        if (manifest == null) {
            throw new UsageException("Cannot verify output " + directory + ": it has no " + Manifest.NAME
                    + "; give the output directory of an upsample job");
        }
        Map<String, List<ExpectedFile.Row>> listed =
                ManifestRows.of(manifest, new Path(directory, Manifest.NAME).toString());
        Problems problems = new Problems(limit);
        if (!fs.exists(new Path(directory, OutputDirectory.SUCCESS))) {
            problems.add("Cannot trust output " + directory + ": it has no " + OutputDirectory.SUCCESS
                    + ", so a job that added to it was broken off, or somebody removed it; run the job again with"
                    + " --write-mode resume");
        }
        List<ExpectedFile> files = new ArrayList<>();
        listed.forEach((name, rows) -> {
            FileStatus status = there.remove(name);
            if (status == null || status.isDirectory()) {
                problems.add("Cannot verify " + new Path(directory, name) + ": "
                        + (status == null ? "it does not exist" : "it is a directory") + ", the manifest lists "
                        + ExpectedFile.words(rows) + " in it; restore it, or write the output again");
            } else {
                files.add(ExpectedFile.whole(status.getPath().toString(), status.getLen(), rows));
            }
        });
        String tensorColumn = manifest.head().get("tensorColumn");
        for (FileStatus status : there.values()) {
            unlisted(status, tensorColumn, conf, problems);
        }
        files.sort(Comparator.comparing(ExpectedFile::length).reversed());
        return new VerifyPlan(directory, tensorColumn, manifest.samples().size(), files, problems);
    }

    /** What readers of the directory take for data, by name. */
    private static Map<String, FileStatus> list(FileSystem fs, Path directory) throws IOException {
        Map<String, FileStatus> found = new TreeMap<>();
        try {
            if (fs.getFileStatus(directory).isFile()) {
                throw new UsageException("Cannot verify output " + directory
                        + ": it is a file; give the output directory of an upsample job");
            }
            for (FileStatus status : fs.listStatus(directory)) {
                String name = status.getPath().getName();
                if (!name.startsWith("_") && !name.startsWith(".")) {
                    found.put(name, status);
                }
            }
        } catch (FileNotFoundException e) {
            throw new UsageException(
                    "Cannot verify output " + directory
                            + ": it does not exist; give the output directory of an upsample job",
                    e);
        }
        return found;
    }

    /** A task all of whose samples were skipped wrote a file without rows, which no line of the manifest names: that is fine. */
    private static void unlisted(
            FileStatus status, @Nullable String tensorColumn, Configuration conf, Problems problems)
            throws IOException {
        String holds;
        if (status.isDirectory()) {
            holds = "it is a directory";
        } else {
            TensorColumnOptions columns = new TensorColumnOptions(tensorColumn, null, null, null, null);
            try (SampleFile file = SampleFiles.open(status, conf, columns)) {
                long rows = 0;
                for (int u = 0; u < file.units(); u++) {
                    rows += file.rows(u);
                }
                if (rows == 0) {
                    return;
                }
                holds = "it holds " + rows + (rows == 1 ? " row" : " rows");
            } catch (InvalidDataException e) {
                holds = "it holds " + status.getLen() + " bytes that are no samples";
            }
        }
        problems.add("Cannot verify " + status.getPath() + ": the manifest does not list it and " + holds
                + "; remove it, since readers of the directory take it for data");
    }
}
