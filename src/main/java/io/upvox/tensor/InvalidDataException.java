package io.upvox.tensor;

/**
 * Data that cannot be used: a file, a row or a tensor that is not what the data contract asks for.
 *
 * <p>The message names what, which file, row and sample, the values found, and a remedy. It is meant for the user as it
 * stands; no stack trace is needed to act on it.
 */
public final class InvalidDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message {@code Cannot <verb> <what>: <fact with values>; <remedy>} */
    public InvalidDataException(String message) {
        super(message);
    }

    /**
     * @param message {@code Cannot <verb> <what>: <fact with values>; <remedy>}
     * @param cause what the library below reported
     */
    public InvalidDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
