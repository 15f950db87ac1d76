package io.upvox.spark;

import java.io.Serializable;

/**
 * What a task found in an output file.
 *
 * @param rows rows whose values were compared
 * @param valueBytes bytes of their values as float32
 * @param problems what differs from the manifest
 */
record FileFindings(long rows, long valueBytes, Problems problems) implements Serializable {}
