package io.upvox.format;

import java.io.Serializable;
import java.util.zip.Checksum;

/**
 * The checksum of a row's values as little-endian float32.
 *
 * @param kind which one
 * @param value 32 bits, unsigned
 */
public record RowChecksum(Kind kind, long value) implements Serializable {
    /** The checksums that rows have. */
    public enum Kind {
        /** Of RFC 1952 (gzip), that of Parquet's pages, too. */
        CRC32("crc32", "CRC-32"),
        /** Of RFC 3720 (iSCSI), for which many processors have an instruction. */
        CRC32C("crc32c", "CRC-32C");

        private final String key;
        private final String text;

        Kind(String key, String text) {
            this.key = key;
            this.text = text;
        }

        /** Its name in manifests. */
        public String key() {
            return key;
        }

        /** A new sum, of nothing yet. */
        public Checksum start() {
            return switch (this) {
                case CRC32 -> new java.util.zip.CRC32();
                case CRC32C -> new java.util.zip.CRC32C();
            };
        }

        /** Its name in texts. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A checksum from its digits.
     *
     * @param hex as {@link #hex} gives them
     * @throws NumberFormatException if they are no hexadecimal digits of 32 bits
     */
    public static RowChecksum parse(Kind kind, String hex) {
        return new RowChecksum(kind, Integer.toUnsignedLong(Integer.parseUnsignedInt(hex, 16)));
    }

    /** The value as 8 hexadecimal digits. */
    public String hex() {
        return String.format("%08x", value);
    }
}
