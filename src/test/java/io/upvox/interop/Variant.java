package io.upvox.interop;

import io.upvox.spark.OutputFormat;
import io.upvox.spark.UpsampleOptions;
import io.upvox.spark.WriteMode;
import java.util.List;

/** A way in which output is written. */
record Variant(OutputFormat format, boolean fixed, String codec, boolean checksum, boolean slabs, boolean oneGroup) {
    /** The sample of several pages makes five slabs; the others fit. */
    private static final long SLAB_BYTES = 300_000;

    static final List<Variant> PARQUET = List.of(
            parquet(false, "none", true),
            parquet(false, "snappy", false),
            parquet(false, "lz4", true),
            parquet(false, "zstd", true),
            parquet(true, "none", false),
            parquet(true, "none", true),
            parquet(true, "zstd", true),
            new Variant(OutputFormat.PARQUET, false, "none", false, false, true),
            new Variant(OutputFormat.PARQUET, false, "none", true, true, true),
            new Variant(OutputFormat.PARQUET, false, "lz4", true, true, true));

    static final List<Variant> ARROW = List.of(
            new Variant(OutputFormat.ARROW, false, "none", false, false, false),
            new Variant(OutputFormat.ARROW, true, "none", false, false, true),
            new Variant(OutputFormat.ARROW, false, "none", false, true, true));

    private static Variant parquet(boolean fixed, String codec, boolean checksum) {
        return new Variant(OutputFormat.PARQUET, fixed, codec, checksum, false, false);
    }

    UpsampleOptions.Write write() {
        UpsampleOptions.Write d = UpsampleOptions.Write.DEFAULT;
        return new UpsampleOptions.Write(
                format,
                fixed,
                codec,
                checksum,
                WriteMode.ERROR,
                slabs ? SLAB_BYTES : d.maxRowBytes(),
                oneGroup ? d.rowGroupBytes() : 1000,
                d.blockBytes());
    }

    @Override
    public String toString() {
        return format.name().toLowerCase(java.util.Locale.ROOT)
                + (fixed ? "-fixed-" : "-variable-")
                + codec
                + (checksum ? "-crc" : "")
                + (slabs ? "-slabs" : "")
                + (oneGroup ? "-one-group" : "");
    }
}
