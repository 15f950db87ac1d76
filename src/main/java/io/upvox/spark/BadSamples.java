package io.upvox.spark;

/** What to do with samples that cannot be read or upsampled. */
public enum BadSamples {
    /** Write nothing and say which sample is bad. */
    FAIL,
    /** Leave them out and list them in the report. */
    SKIP
}
