package io.upvox.spark;

import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Cuts large files of a verification into pieces of whole row groups or record batches, each the work of a task. */
final class FilePieces {
    private final @Nullable String tensorColumn;
    private final Configuration conf;
    private final long pieceBytes;

    /** @param pieceBytes files of up to this length stay whole; in others, values of so many bytes make a piece */
    FilePieces(@Nullable String tensorColumn, Configuration conf, long pieceBytes) {
        this.tensorColumn = tensorColumn;
        this.conf = conf;
        this.pieceBytes = pieceBytes;
    }

    /** The files in order, or their pieces. */
    List<ExpectedFile> of(List<ExpectedFile> files) throws IOException {
        List<ExpectedFile> pieces = new ArrayList<>();
        for (ExpectedFile file : files) {
            if (file.length() <= pieceBytes) {
                pieces.add(file);
            } else {
                pieces.addAll(of(file));
            }
        }
        return pieces;
    }

    /** A file that has not what the manifest says stays whole: its task then tells so, once. */
    private List<ExpectedFile> of(ExpectedFile file) throws IOException {
        TensorColumnOptions columns = new TensorColumnOptions(tensorColumn, null, null, null, file.idColumn());
        try (SampleFile open = SampleFiles.open(file.status(), conf, columns)) {
            int rows = 0;
            for (int u = 0; u < open.units(); u++) {
                rows += open.rows(u);
            }
            return rows == file.rows().size() ? cut(file, open) : List.of(file);
        } catch (InvalidDataException e) {
            return List.of(file);
        }
    }

    private List<ExpectedFile> cut(ExpectedFile file, SampleFile open) {
        List<ExpectedFile> pieces = new ArrayList<>();
        int firstUnit = 0;
        int firstRow = 0;
        int row = 0;
        long bytes = 0;
        for (int u = 0; u < open.units(); u++) {
            for (int end = row + open.rows(u); row < end; row++) {
                bytes += file.rows().get(row).shape().float32Bytes();
            }
            if (row > firstRow && (bytes >= pieceBytes || row == file.rows().size())) {
                pieces.add(file.piece(firstUnit, u + 1, firstRow, row));
                firstUnit = u + 1;
                firstRow = row;
                bytes = 0;
            }
        }
        return pieces;
    }
}
