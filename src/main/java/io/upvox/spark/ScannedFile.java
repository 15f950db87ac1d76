package io.upvox.spark;

import io.upvox.format.TensorColumn;
import io.upvox.tensor.TensorShape;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the driver knows of an input file after reading its footer and shapes.
 *
 * @param path the file
 * @param tensor its tensor column
 * @param idColumn the column that holds the samples' ids in the output too; null if none does
 * @param passThrough names and types of the other columns, in one line
 * @param splits its units
 * @param others what their columns take in memory
 * @param inputShapes distinct shapes of its good rows
 * @param inputBytes bytes of its samples as float32
 * @param multiplyAdds of all its samples
 * @param bad a message for each row that is known to be bad
 */
record ScannedFile(
        String path,
        TensorColumn tensor,
        @Nullable String idColumn,
        String passThrough,
        List<Split> splits,
        OtherColumns others,
        Set<TensorShape> inputShapes,
        long inputBytes,
        double multiplyAdds,
        List<String> bad) {}
