package io.upvox.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;

/** parquet-java's record reader, which compares the checksums of the pages. */
final class ParquetJavaReader implements ForeignReader {
    private final Configuration conf = new Configuration();

    /** The Parquet files of an output directory. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<ReadRow> read(Path directory) throws IOException {
        List<ReadRow> rows = new ArrayList<>();
        for (Path file : files(directory)) {
            try (ParquetReader<Group> reader = ParquetReader.builder(
                            new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toString()))
                    .withConf(conf)
                    .usePageChecksumVerification()
                    .build()) {
                for (Group g = reader.read(); g != null; g = reader.read()) {
                    rows.add(row(g));
                }
            }
        }
        return rows;
    }

    private static ReadRow row(Group g) {
        int last = g.getType().getFieldCount() - 1;
        boolean struct = g.getType().getType(last).asGroupType().containsField("shape");
        Group tensor = g.getGroup(last, 0);
        Group data = struct ? tensor.getGroup("data", 0) : tensor;
        int[] bits = new int[data.getFieldRepetitionCount(0)];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(data.getGroup(0, i).getFloat(0, 0));
        }
        List<Integer> shape = struct ? ints(tensor.getGroup("shape", 0)) : List.of();
        Map<String, String> columns = new java.util.TreeMap<>(Map.of("id", g.getString("id", 0)));
        if (g.getType().containsField("slab_offset")) {
            columns.put("slab_offset", String.valueOf(g.getInteger("slab_offset", 0)));
            columns.put(
                    "sample_shape",
                    ints(g.getGroup("sample_shape", 0)).toString().replace(" ", ""));
        }
        return new ReadRow(shape, bits, columns);
    }

    private static List<Integer> ints(Group list) {
        List<Integer> result = new ArrayList<>();
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            result.add(list.getGroup(0, i).getInteger(0, 0));
        }
        return result;
    }

    ParquetMetadata footer(Path file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getFooter();
        }
    }

    private ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toString()), conf));
    }

    /** The headers of all pages of a file. */
    List<PageHeader> pages(Path file) throws IOException {
        List<PageHeader> pages = new ArrayList<>();
        try (SeekableInputStream in = HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toString()), conf)
                .newStream()) {
            for (BlockMetaData block : footer(file).getBlocks()) {
                for (ColumnChunkMetaData chunk : block.getColumns()) {
                    long end = chunk.getStartingPos() + chunk.getTotalSize();
                    in.seek(chunk.getStartingPos());
                    while (in.getPos() < end) {
                        PageHeader page = Util.readPageHeader(in);
                        pages.add(page);
                        in.seek(in.getPos() + page.getCompressed_page_size());
                    }
                }
            }
        }
        return pages;
    }
}
