package io.upvox.spark;

import io.upvox.tensor.Dhw;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of every output file, as a manifest lists them; it must not contradict itself. */
final class ManifestRows {
    private final String manifest;
    private final Map<String, Manifest.InputFile> inputs;
    private final Map<String, TreeMap<Long, ExpectedFile.Row>> files = new LinkedHashMap<>();

    private ManifestRows(String manifest, Map<String, Manifest.InputFile> inputs) {
        this.manifest = manifest;
        this.inputs = inputs;
    }

    /**
     * Rows in file order by the file's name.
     *
     * @param path the manifest, for messages
     * @throws InvalidDataException if a line describes no sample, or if the rows of a file are not 0 to n-1
     */
    static Map<String, List<ExpectedFile.Row>> of(Manifest manifest, String path) {
        ManifestRows rows = new ManifestRows(path, manifest.files());
        for (String line : manifest.samples()) {
            rows.add(SampleLine.read(line, path));
        }
        Map<String, List<ExpectedFile.Row>> result = new LinkedHashMap<>();
        rows.files.forEach((name, byRow) -> {
            if (byRow.lastKey() != byRow.size() - 1) {
                throw rows.contradicts("it lists row " + byRow.lastKey() + " of " + name + ", but only " + byRow.size()
                        + " rows of that file");
            }
            result.put(name, new ArrayList<>(byRow.values()));
        });
        return result;
    }

    private void add(SampleRecord sample) {
        String name = sample.output();
        if (name.isEmpty() || name.contains("/")) {
            throw contradicts("'" + name + "' is no name of an output file");
        }
        TensorShape whole = shape(sample);
        Manifest.InputFile input = inputs.get(sample.input());
        String idColumn = input == null ? null : input.idColumn();
        List<SampleRecord.Row> rows = sample.rows();
        if (rows.isEmpty() || rows.get(0).firstPlane() != 0) {
            throw contradicts("the rows of " + sample(sample) + " do not begin at its plane 0");
        }
        for (int i = 0; i < rows.size(); i++) {
            SampleRecord.Row row = rows.get(i);
            int end = i + 1 < rows.size() ? rows.get(i + 1).firstPlane() : whole.d();
            if (end <= row.firstPlane() || (whole.batched() && rows.size() > 1)) {
                throw contradicts("the rows of " + sample(sample) + " are no slabs of " + whole);
            }
            TensorShape shape = whole.withVolume(whole.c(), new Dhw(end - row.firstPlane(), whole.h(), whole.w()));
            ExpectedFile.Row expected = new ExpectedFile.Row(
                    sample.id(),
                    idColumn,
                    origin(sample),
                    shape,
                    row.firstPlane(),
                    whole,
                    rows.size() > 1,
                    row.checksum());
            if (files.computeIfAbsent(name, n -> new TreeMap<>()).put(row.row(), expected) != null) {
                throw contradicts("it lists row " + row.row() + " of " + name + " twice");
            }
        }
    }

    private TensorShape shape(SampleRecord sample) {
        int[] extents = sample.outputShape();
        long[] dims = new long[extents.length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = extents[i];
        }
        try {
            return TensorShape.of(dims);
        } catch (IllegalArgumentException e) {
            throw contradicts("of " + sample(sample) + " the output " + e.getMessage());
        }
    }

    private static String sample(SampleRecord r) {
        return r.id() == null ? "the sample of " + origin(r) : "sample '" + r.id() + "'";
    }

    private static String origin(SampleRecord r) {
        return "row " + r.row() + " of " + r.input();
    }

    private InvalidDataException contradicts(String fact) {
        return new InvalidDataException(
                "Cannot read the manifest " + manifest + ": " + fact + "; write the output again");
    }
}
