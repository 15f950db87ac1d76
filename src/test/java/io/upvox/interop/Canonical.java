package io.upvox.interop;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One spelling of a column's value, whatever reader it comes from; {@code canonical.mjs} spells alike. Nothing is rounded:
 * floating-point numbers are the bits of a double, times count microseconds, decimals keep their scale.
 */
final class Canonical {
    private Canonical() {}

    /** The spelling of a value of Spark's Java API or of JDBC. */
    static String text(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof Boolean || value instanceof String || value instanceof LocalDate) {
            return value.toString();
        } else if (value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long) {
            return value.toString();
        } else if (value instanceof Float || value instanceof Double) {
            double d = ((Number) value).doubleValue();
            return String.format("%016x", Double.doubleToRawLongBits(d));
        } else if (value instanceof BigDecimal d) {
            return d.toPlainString();
        } else if (value instanceof byte[] b) {
            return "0x" + HexFormat.of().formatHex(b);
        } else if (value instanceof Period p) {
            return p.toTotalMonths() + "mon";
        } else {
            return value instanceof Map || value instanceof Row || isSequence(value) ? nested(value) : time(value);
        }
    }

    private static boolean isSequence(Object value) {
        return value instanceof List
                || value instanceof scala.collection.Seq
                || value instanceof scala.collection.Map
                || value instanceof Array
                || value instanceof Struct
                || value instanceof Blob;
    }

    private static String time(Object value) {
        if (value instanceof Instant i) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, i) + "us";
        } else if (value instanceof OffsetDateTime o) {
            return time(o.toInstant());
        } else if (value instanceof LocalDateTime l) {
            return time(l.toInstant(ZoneOffset.UTC));
        } else if (value instanceof Timestamp t) {
            return time(t.toLocalDateTime());
        } else if (value instanceof Duration d) {
            return d.toNanos() / 1000 + "us";
        } else if (value instanceof LocalTime t) {
            return t.toNanoOfDay() / 1000 + "us";
        }
        throw new IllegalArgumentException("no spelling of " + value.getClass());
    }

    private static String join(List<?> values, String before, String after) {
        return values.stream().map(Canonical::text).collect(Collectors.joining(",", before, after));
    }

    private static String nested(Object value) {
        try {
            if (value instanceof List<?> l) {
                return join(l, "[", "]");
            } else if (value instanceof scala.collection.Seq<?> s) {
                return nested(CollectionConverters.asJava(s));
            } else if (value instanceof Array a) {
                return nested(Arrays.asList((Object[]) a.getArray()));
            } else if (value instanceof Row r) {
                return join(CollectionConverters.asJava(r.toSeq()), "{", "}");
            } else if (value instanceof Struct s) {
                return join(Arrays.asList(s.getAttributes()), "{", "}");
            } else if (value instanceof scala.collection.Map<?, ?> m) {
                return nested(CollectionConverters.asJava(m));
            } else if (value instanceof Blob b) {
                return text(b.getBytes(1, (int) b.length()));
            }
            return ((Map<?, ?>) value)
                    .entrySet().stream()
                            .map(e -> text(e.getKey()) + "=" + text(e.getValue()))
                            .sorted()
                            .collect(Collectors.joining(",", "(", ")"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
