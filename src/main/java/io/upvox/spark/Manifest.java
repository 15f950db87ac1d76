package io.upvox.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.upvox.tensor.InvalidDataException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an output directory holds and how it was made, as JSON lines: a head, a line for each input file, a line for each
 * sample. It is written before {@code _SUCCESS}, so that {@code _SUCCESS} implies it.
 *
 * @param head the operation, weights digest, version and output options; empty for no manifest
 * @param files input files by path
 * @param samples the sample lines, as they are in the file
 */
record Manifest(Map<String, String> head, Map<String, InputFile> files, List<String> samples) {
    /** The file's name; readers of datasets ignore names that begin so. */
    static final String NAME = "_manifest.jsonl";

    /** Key in the head that says the version of the manifest's own layout; a manifest without it has the first. */
    static final String LAYOUT = "manifest";

    /** The version of the layout that this class writes and reads. */
    static final String LAYOUT_VERSION = "1";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An input file when it was read.
     *
     * @param length in bytes
     * @param modified milliseconds since 1970
     * @param idColumn the column of the output that holds the ids of its samples; null if none does, or nothing says so
     */
    record InputFile(long length, long modified, @Nullable String idColumn) {}

    /** No manifest. */
    static Manifest empty() {
        return new Manifest(Map.of(), Map.of(), List.of());
    }

    /** This manifest with the results of a run added. */
    Manifest with(Map<String, String> newHead, Map<String, InputFile> newFiles, List<SampleRecord> records) {
        Map<String, InputFile> allFiles = new LinkedHashMap<>(files);
        allFiles.putAll(newFiles);
        List<String> allSamples = new ArrayList<>(samples);
        records.forEach(r -> allSamples.add(SampleLine.write(r)));
        return new Manifest(newHead, allFiles, allSamples);
    }

    /** Writes it into a directory, replacing one that is there. */
    void write(FileSystem fs, Path directory) throws IOException {
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                fileSystem(fs).create(new Path(directory, NAME), true), StandardCharsets.UTF_8))) {
            ObjectNode first = JSON.createObjectNode();
            head.forEach(first::put);
            out.write(first.toString());
            out.write('\n');
            for (Map.Entry<String, InputFile> f : files.entrySet()) {
                ObjectNode line = JSON.createObjectNode();
                line.put("file", f.getKey());
                line.put("length", f.getValue().length());
                line.put("modified", f.getValue().modified());
                if (f.getValue().idColumn() != null) {
                    line.put("idColumn", f.getValue().idColumn());
                }
                out.write(line.toString());
                out.write('\n');
            }
            for (String sample : samples) {
                out.write(sample);
                out.write('\n');
            }
        }
    }

    /** Without Hadoop's side file of checksums on local disks: two files cannot be replaced at once. */
    static FileSystem fileSystem(FileSystem fs) {
        return fs instanceof LocalFileSystem local ? local.getRawFileSystem() : fs;
    }

    /**
     * Reads the manifest of a directory.
     *
     * @return null if there is none
     * @throws InvalidDataException if it is no manifest, or one of another layout
     */
    static @Nullable Manifest read(FileSystem fs, Path directory) throws IOException {
        Path path = new Path(directory, NAME);
        if (!fs.exists(path)) {
            return null;
        }
        Map<String, String> head = new LinkedHashMap<>();
        Map<String, InputFile> files = new LinkedHashMap<>();
        List<String> samples = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(fileSystem(fs).open(path), StandardCharsets.UTF_8))) {
            boolean first = true;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                JsonNode line = JSON.readTree(text);
                if (first) {
                    line.properties()
                            .forEach(e -> head.put(e.getKey(), e.getValue().asText()));
                    first = false;
                } else if (line.has("file")) {
                    files.put(
                            line.path("file").asText(),
                            new InputFile(
                                    line.path("length").asLong(),
                                    line.path("modified").asLong(),
                                    line.path("idColumn").textValue()));
                } else {
                    samples.add(text);
                }
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new InvalidDataException(
                    "Cannot read the manifest " + path + ": " + e.getOriginalMessage() + "; write the output again", e);
        }
        checkHead(head, path);
        return new Manifest(head, files, samples);
    }

    private static void checkHead(Map<String, String> head, Path path) {
        String by = head.get("upvox.version");
        if (by == null) {
            throw new InvalidDataException("Cannot read the manifest " + path
                    + ": its first line does not say which upvox.version wrote it; write the output again");
        }
        String layout = head.getOrDefault(LAYOUT, LAYOUT_VERSION);
        if (!layout.equals(LAYOUT_VERSION)) {
            throw new InvalidDataException("Cannot read the manifest " + path + ": it has layout " + layout
                    + ", this Upvox " + Version.TEXT + " reads layout " + LAYOUT_VERSION + "; use Upvox " + by);
        }
    }

    /** Names of the output files that hold samples. */
    Set<String> outputs() throws IOException {
        Set<String> names = new HashSet<>();
        for (String sample : samples) {
            names.add(JSON.readTree(sample).path("output").asText());
        }
        return names;
    }
}
