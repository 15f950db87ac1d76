package io.upvox.spark;

/** The version that files and manifests name. */
public final class Version {
    /** As in the build file; a test compares the two. */
    public static final String TEXT = "0.1.0";

    private Version() {}
}
