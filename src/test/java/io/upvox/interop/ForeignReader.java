package io.upvox.interop;

import java.nio.file.Path;
import java.util.List;

/** A reader that is not ours. */
interface ForeignReader {
    /** All rows of the output files in a directory. */
    List<ReadRow> read(Path directory) throws Exception;
}
