package io.upvox.bench;

import java.io.IOException;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** What users of parquet-java do: records written value by value, columns read value by value. */
final class ParquetJavaWays {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message samples {
              required binary id (STRING);
              required group tensor {
                optional group data (LIST) { repeated group list { optional float element; } }
                optional group shape (LIST) { repeated group list { optional int32 element; } }
              }
            }""");
    private static final ColumnDescriptor DATA =
            SCHEMA.getColumnDescription(new String[] {"tensor", "data", "list", "element"});
    private static final MessageType DATA_ONLY = MessageTypeParser.parseMessageType("""
            message samples {
              required group tensor {
                optional group data (LIST) { repeated group list { optional float element; } }
              }
            }""");

    private ParquetJavaWays() {}

    /** Writes samples, one a row group. */
    static void write(Path path, FileSamples samples, CompressionCodecName codec, boolean split) throws IOException {
        try (ParquetWriter<Integer> writer = new Builder(
                        new LocalOutputFile(java.nio.file.Path.of(path.toString())), samples)
                .withCompressionCodec(codec)
                .withByteStreamSplitEncoding(split)
                .withDictionaryEncoding(false)
                .withRowGroupRowCountLimit(1)
                .build()) {
            for (int s = 0; s < samples.count(); s++) {
                writer.write(s);
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
        private final FileSamples samples;

        Builder(OutputFile file, FileSamples samples) {
            super(file);
            this.samples = samples;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Integer> getWriteSupport(Configuration conf) {
            return new Support(samples);
        }
    }

    /** Writes the sample of a number. */
    private static final class Support extends WriteSupport<Integer> {
        private final FileSamples samples;
        private RecordConsumer to;

        Support(FileSamples samples) {
            this.samples = samples;
        }

        @Override
        public WriteContext init(Configuration conf) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            to = consumer;
        }

        @Override
        public void write(Integer sample) {
            to.startMessage();
            to.startField("id", 0);
            to.addBinary(Binary.fromString("s" + sample));
            to.endField("id", 0);
            to.startField("tensor", 1);
            to.startGroup();
            int offset = samples.offset(sample);
            list("data", 0, FileSamples.ELEMENTS, i -> to.addFloat(samples.values()[offset + i]));
            int[] dims = FileSamples.SHAPE.dims();
            list("shape", 1, dims.length, i -> to.addInteger(dims[i]));
            to.endGroup();
            to.endField("tensor", 1);
            to.endMessage();
        }

        private void list(String name, int index, int count, java.util.function.IntConsumer element) {
            to.startField(name, index);
            to.startGroup();
            to.startField("list", 0);
            for (int i = 0; i < count; i++) {
                to.startGroup();
                to.startField("element", 0);
                element.accept(i);
                to.endField("element", 0);
                to.endGroup();
            }
            to.endField("list", 0);
            to.endGroup();
            to.endField(name, index);
        }
    }

    /** Reads the column of values, the fastest way that parquet-java has: without making records of it. */
    static void read(Path path, float[] array, ObjIntConsumer<float[]> taken) throws IOException {
        Configuration conf = new Configuration();
        int sample = 0;
        try (ParquetFileReader file = ParquetFileReader.open(HadoopInputFile.fromPath(path, conf))) {
            String createdBy = file.getFileMetaData().getCreatedBy();
            file.setRequestedSchema(DATA_ONLY);
            PageReadStore pages = file.readNextRowGroup();
            while (pages != null) {
                ColumnReader column = new ColumnReadStoreImpl(
                                pages, new GroupRecordConverter(DATA_ONLY).getRootConverter(), DATA_ONLY, createdBy)
                        .getColumnReader(DATA);
                values(column, array);
                taken.accept(array, sample++);
                pages = file.readNextRowGroup();
            }
        }
    }

    private static void values(ColumnReader column, float[] array) {
        int present = column.getDescriptor().getMaxDefinitionLevel();
        int n = 0;
        for (long left = column.getTotalValueCount(); left > 0; left--) {
            if (column.getCurrentDefinitionLevel() == present) {
                array[n++] = column.getFloat();
            }
            column.consume();
        }
    }
}
