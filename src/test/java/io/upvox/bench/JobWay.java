package io.upvox.bench;

import java.nio.file.Path;

/** One way to upsample a dataset into files. */
interface JobWay {
    /** For the table. */
    String name();

    /** Does all of it. */
    void run() throws Exception;

    /** Where the files are. */
    Path output();

    /** Bytes of the output's values. */
    long outputBytes();

    /** Removes the output. */
    default void clear() throws Exception {
        JobData.delete(output());
    }
}
