package io.upvox.kernel;

/** A kernel's answer to whether it computes a layer. */
public sealed interface Support {
    /** It does. */
    record Supported() implements Support {}

    /**
     * It does not.
     *
     * @param reason why, in words that follow "because"
     */
    record Unsupported(String reason) implements Support {}

    /** It does. */
    static Support yes() {
        return new Supported();
    }

    /** It does not, because. */
    static Support no(String reason) {
        return new Unsupported(reason);
    }
}
