package io.upvox.format.parquet;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.RebaseDateTime;
import org.apache.spark.sql.execution.datasources.DataSourceUtils;
import org.apache.spark.sql.execution.datasources.parquet.ParquetRecordMaterializer;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.LegacyBehaviorPolicy;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Spark's own conversion between Parquet and its rows. The classes are internal to Spark: nothing else of this package names
 * them.
 */
final class SparkRows {
    private static final String CORRECTED = LegacyBehaviorPolicy.CORRECTED().toString();

    private SparkRows() {}

    /** The Spark type of a Parquet schema. */
    static StructType sparkType(MessageType schema) {
        return converter().convert(schema);
    }

    private static ParquetToSparkSchemaConverter converter() {
        return new ParquetToSparkSchemaConverter(new SQLConf());
    }

    /** Whether dates or times count by the calendar that Spark had before 3.0. */
    static boolean isLegacy(Map<String, String> calendar) {
        Object legacy = LegacyBehaviorPolicy.LEGACY();
        return dates(calendar).mode().equals(legacy) || int96(calendar).mode().equals(legacy);
    }

    private static RebaseDateTime.RebaseSpec dates(Map<String, String> calendar) {
        return DataSourceUtils.datetimeRebaseSpec(calendar::get, CORRECTED);
    }

    private static RebaseDateTime.RebaseSpec int96(Map<String, String> calendar) {
        return DataSourceUtils.int96RebaseSpec(calendar::get, CORRECTED);
    }

    /**
     * The rows of a row group, in order; each is valid until the next.
     *
     * @param type the columns' types
     * @param calendar by which calendar dates and times count, see {@link SparkFooter}; without any they are taken as they are
     */
    static Iterator<InternalRow> read(
            PageReadStore pages, MessageType schema, StructType type, Map<String, String> calendar) {
        var materializer = new ParquetRecordMaterializer(
                schema, type, converter(), Option.empty(), dates(calendar), int96(calendar));
        RecordReader<InternalRow> reader =
                new ColumnIOFactory(false).getColumnIO(schema).getRecordReader(pages, materializer);
        long rows = pages.getRowCount();
        return new Iterator<>() {
            private long taken;

            @Override
            public boolean hasNext() {
                return taken < rows;
            }

            @Override
            public InternalRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                taken++;
                return reader.read();
            }
        };
    }

    /** Turns Spark rows into Parquet columns. */
    static final class Writer {
        private final ParquetWriteSupport support = new ParquetWriteSupport();
        private final MessageType schema;

        Writer(StructType type) {
            Configuration conf = new Configuration(false);
            ParquetWriteSupport.setSchema(type, conf);
            SQLConf defaults = new SQLConf();
            conf.set(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), "false");
            conf.set(
                    SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(),
                    SQLConf.ParquetOutputTimestampType$.MODULE$
                            .TIMESTAMP_MICROS()
                            .toString());
            conf.set(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), "true");
            conf.set(SQLConf.LEGACY_PARQUET_NANOS_AS_LONG().key(), "false");
            conf.set(
                    SQLConf.PARQUET_ANNOTATE_VARIANT_LOGICAL_TYPE().key(),
                    String.valueOf(defaults.parquetAnnotateVariantLogicalType()));
            schema = support.init(conf).getSchema();
        }

        /** The columns as a Parquet schema. */
        MessageType schema() {
            return schema;
        }

        /** Appends rows to the columns. */
        void write(Iterator<InternalRow> rows, ColumnWriteStore columns) {
            RecordConsumer consumer =
                    new ColumnIOFactory(false).getColumnIO(schema).getRecordWriter(columns);
            support.prepareForWrite(consumer);
            while (rows.hasNext()) {
                support.write(rows.next());
            }
            consumer.flush();
        }
    }
}
