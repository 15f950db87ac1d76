package io.upvox.tensor;

/**
 * An option or configuration that cannot be used as given: the data is not at fault. The message is meant for the user as it
 * stands.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message {@code Cannot <verb> <what>: <fact with values>; <remedy>} */
    public UsageException(String message) {
        super(message);
    }

    /**
     * @param message {@code Cannot <verb> <what>: <fact with values>; <remedy>}
     * @param cause what the library below reported
     */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
