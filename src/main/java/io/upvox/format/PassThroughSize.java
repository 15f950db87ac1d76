package io.upvox.format;

/**
 * What the pass-through columns of a unit take in memory, as far as the file's footer or message headers tell.
 *
 * @param valueBytes all their values: in Parquet uncompressed, in Arrow as the file stores them
 * @param heapBytes what is on the heap while their rows are read one after the other
 * @param directBytes what is in memory outside the heap meanwhile
 */
public record PassThroughSize(long valueBytes, long heapBytes, long directBytes) {}
