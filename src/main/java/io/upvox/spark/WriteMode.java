package io.upvox.spark;

/** What to do when the output exists. */
public enum WriteMode {
    /** Refuse. */
    ERROR,
    /** Replace it, once the new output is complete. */
    OVERWRITE,
    /** Add the samples of input files that its manifest does not list. */
    RESUME
}
