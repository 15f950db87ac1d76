package io.upvox.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Spark's own Parquet reader, one of its two. */
record SparkReader(SparkSession spark, boolean vectorized) implements ForeignReader {
    @Override
    public List<ReadRow> read(Path directory) {
        spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorized);
        List<ReadRow> rows = new ArrayList<>();
        Dataset<Row> data = spark.read().parquet(directory.toString());
        assertThat(data.queryExecution().executedPlan().toString().contains("ColumnarToRow"))
                .isEqualTo(vectorized);
        String[] names = data.columns();
        for (Row row : data.collectAsList()) {
            Map<String, String> columns = new TreeMap<>();
            for (int i = 0; i < names.length - 1; i++) {
                columns.put(names[i], Canonical.text(row.get(i)));
            }
            int tensor = names.length - 1;
            boolean typed = row.get(tensor) instanceof Row;
            List<Float> values = typed ? row.getStruct(tensor).getList(0) : row.getList(tensor);
            rows.add(new ReadRow(
                    typed ? row.getStruct(tensor).getList(1) : List.of(),
                    values.stream().mapToInt(Float::floatToRawIntBits).toArray(),
                    columns));
        }
        return rows;
    }

    /** The columns beside the tensor, row by row in the order of their ids. */
    List<Map<String, String>> columns(Path directory, String... dropped) {
        Dataset<Row> data =
                spark.read().parquet(directory.toString()).drop(dropped).orderBy("id");
        List<Map<String, String>> rows = new ArrayList<>();
        for (Row row : data.collectAsList()) {
            Map<String, String> columns = new TreeMap<>();
            for (int i = 0; i < row.size(); i++) {
                columns.put(data.columns()[i], Canonical.text(row.get(i)));
            }
            rows.add(columns);
        }
        return rows;
    }
}
