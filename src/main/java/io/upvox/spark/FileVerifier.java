package io.upvox.spark;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.RowChecksum;
import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Compares one output file, or a piece of it, with the manifest: the number of rows, and of every row id, shape, place in its sample and
 * checksum. Values are read in pieces; whatever checksums the file has of its own are compared on the way.
 */
final class FileVerifier {
    private final ExpectedFile expected;
    private final Configuration conf;
    private final @Nullable String tensorColumn;
    private final Problems problems;
    private long compared;
    private long valueBytes;

    private FileVerifier(ExpectedFile expected, Configuration conf, @Nullable String tensorColumn, int limit) {
        this.expected = expected;
        this.conf = conf;
        this.tensorColumn = tensorColumn;
        this.problems = new Problems(limit);
    }

    /**
     * Runs in the executor.
     *
     * @param limit how many problems are kept
     * @throws IOException if storage fails; what is wrong with the file itself is among the findings
     */
    static FileFindings run(ExpectedFile expected, Configuration conf, @Nullable String tensorColumn, int limit)
            throws IOException {
        FileVerifier verifier = new FileVerifier(expected, conf, tensorColumn, limit);
        verifier.file();
        return new FileFindings(verifier.compared, verifier.valueBytes, verifier.problems);
    }

    private void file() throws IOException {
        List<ExpectedFile.Row> rows = expected.rows();
        try (SampleFile file = open()) {
            int found = 0;
            int units = Math.min(expected.endUnit(), file.units());
            for (int u = expected.firstUnit(); u < units; u++) {
                int end = found + file.rows(u);
                if (found < rows.size()) {
                    unit(file, u, expected.firstRow() + found, rows.subList(found, Math.min(end, rows.size())));
                }
                found = end;
            }
            if (found != rows.size()) {
                problems.add("Cannot verify " + expected.path() + ": it has " + found + " rows, the manifest lists "
                        + ExpectedFile.words(rows) + "; write the output again");
            }
        } catch (InvalidDataException e) {
            problems.add(about(expected.path() + " (" + ExpectedFile.words(rows) + ")", e));
        }
    }

    private SampleFile open() throws IOException {
        String idColumn = expected.idColumn();
        if (idColumn != null) {
            try {
                return open(idColumn);
            } catch (InvalidDataException e) {
                // Without the column of ids there is still the rest to compare; whatever else is wrong is told below.
            }
        }
        SampleFile file = open(null);
        if (idColumn != null) {
            problems.add("Cannot verify the ids of " + expected.path() + " (" + ExpectedFile.words(expected.rows())
                    + "): it has no column '" + idColumn + "' of strings or integers, the manifest says that it holds"
                    + " them; write the output again");
        }
        return file;
    }

    private SampleFile open(@Nullable String idColumn) throws IOException {
        try {
            return SampleFiles.open(expected.status(), conf, columns(null, idColumn));
        } catch (InvalidDataException e) {
            // A list whose type could not be noted in the footer, beside columns that Arrow has no word for, does not
            // say its shape.
            try {
                return SampleFiles.open(
                        expected.status(), conf, columns(expected.rows().get(0).shape(), idColumn));
            } catch (InvalidDataException again) {
                throw e;
            }
        }
    }

    private TensorColumnOptions columns(@Nullable TensorShape shape, @Nullable String idColumn) {
        return new TensorColumnOptions(tensorColumn, null, shape, null, idColumn);
    }

    private void unit(SampleFile file, int index, int firstRow, List<ExpectedFile.Row> rows) throws IOException {
        String idColumn = file.idColumn();
        try (SampleUnit unit = file.open(index)) {
            try {
                unit.checkPassThrough();
            } catch (InvalidDataException e) {
                problems.add(about(group(firstRow, rows), e));
            }
            for (int row = 0; row < rows.size(); row++) {
                ExpectedFile.Row wanted = rows.get(row);
                RowDifference difference = new RowDifference();
                if (wanted.idColumn() != null && wanted.idColumn().equals(idColumn)) {
                    id(unit.id(row), wanted, difference);
                }
                row(unit, row, firstRow + row, wanted, difference);
                TaskContext task = TaskContext.get();
                if (task != null && task.isInterrupted()) {
                    task.killTaskIfInterrupted();
                }
            }
        } catch (InvalidDataException e) {
            problems.add(about(group(firstRow, rows), e));
        }
    }

    private static void id(@Nullable String found, ExpectedFile.Row wanted, RowDifference difference) {
        if (!Objects.equals(found, wanted.id())) {
            difference.add("its id is " + quoted(found), quoted(wanted.id()));
        }
    }

    private static String quoted(@Nullable String id) {
        return id == null ? "null" : "'" + id + "'";
    }

    private void row(SampleUnit unit, int row, long fileRow, ExpectedFile.Row wanted, RowDifference difference)
            throws IOException {
        String name = SampleChecks.name(expected.path(), fileRow, wanted.id());
        try {
            TensorShape shape = unit.shape(row);
            if (!shape.equals(wanted.shape())) {
                unit.skip();
                difference.add("its shape is " + shape, wanted.shape().toString());
                differs(name, difference, wanted);
                return;
            }
        } catch (InvalidDataException e) {
            problems.add(about(name, e));
            unit.skip();
            return;
        }
        try {
            RowChecksum listed = wanted.checksum();
            RowChecksum sum = unit.checksum(listed.kind());
            compared++;
            valueBytes += wanted.shape().float32Bytes();
            if (!sum.equals(listed)) {
                difference.add("the " + sum.kind() + " of its values is " + sum.hex(), listed.hex());
            } else if (wanted.slab()) {
                slab(unit.slab(row), wanted, difference);
            }
            if (!difference.isEmpty()) {
                differs(name, difference, wanted);
            }
        } catch (InvalidDataException e) {
            problems.add(about(name, e));
        }
    }

    private static void slab(@Nullable OutputRow found, ExpectedFile.Row wanted, RowDifference difference) {
        if (found == null) {
            difference.add(
                    "the file has no columns " + OutputOptions.SLAB_OFFSET + " and " + OutputOptions.SLAB_SHAPE,
                    place(wanted.firstPlane(), wanted.whole()));
        } else if (found.firstPlane() != wanted.firstPlane() || !found.whole().equals(wanted.whole())) {
            difference.add(
                    "it is " + place(found.firstPlane(), found.whole()), place(wanted.firstPlane(), wanted.whole()));
        }
    }

    private static String place(int firstPlane, TensorShape whole) {
        return "the slab from plane " + firstPlane + " of a sample of " + whole;
    }

    private void differs(String name, RowDifference difference, ExpectedFile.Row wanted) {
        problems.add("Cannot verify " + name + ": " + difference + "; upsample " + wanted.origin() + " again");
    }

    private String group(int firstRow, List<ExpectedFile.Row> rows) {
        return "the group of rows that begins at row " + firstRow + " of " + expected.path() + " ("
                + ExpectedFile.words(rows) + ")";
    }

    /** What the reader said, of what it is here that cannot be verified. */
    private String about(String what, InvalidDataException e) {
        String message = String.valueOf(e.getMessage());
        String ofFile = "Cannot read " + expected.path() + ": ";
        return message.startsWith(ofFile)
                ? "Cannot verify " + what + ": " + message.substring(ofFile.length())
                : message;
    }
}
