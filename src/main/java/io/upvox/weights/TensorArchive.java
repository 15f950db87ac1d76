package io.upvox.weights;

import java.io.IOException;
import java.util.Map;

/** A weights file whose table of contents has been read. */
interface TensorArchive {
    /** Shapes by name, in file order; nothing else has been loaded. */
    Map<String, int[]> shapes();

    /**
     * Loads one tensor.
     *
     * @throws IllegalArgumentException if its type is not supported; the message is the fact alone
     */
    NamedTensor load(String name) throws IOException;
}
