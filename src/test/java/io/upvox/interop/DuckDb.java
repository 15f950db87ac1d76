package io.upvox.interop;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** DuckDB, as a reader and as a writer of Parquet. */
final class DuckDb implements ForeignReader {
    @Override
    public List<ReadRow> read(Path directory) throws SQLException {
        List<ReadRow> rows = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet found = statement.executeQuery("select * from '" + directory + "/*.parquet'")) {
            int tensor = found.getMetaData().getColumnCount();
            while (found.next()) {
                Map<String, String> columns = new TreeMap<>();
                for (int i = 1; i < tensor; i++) {
                    columns.put(found.getMetaData().getColumnName(i), Canonical.text(found.getObject(i)));
                }
                rows.add(row(found.getObject(tensor), columns));
            }
        }
        return rows;
    }

    private static ReadRow row(Object tensor, Map<String, String> columns) throws SQLException {
        if (tensor instanceof Struct struct) {
            Object[] parts = struct.getAttributes();
            List<Integer> shape = Arrays.stream((Object[]) ((Array) parts[1]).getArray())
                    .map(Integer.class::cast)
                    .toList();
            return new ReadRow(shape, bits((Array) parts[0]), columns);
        }
        return new ReadRow(List.of(), bits((Array) tensor), columns);
    }

    private static int[] bits(Array list) throws SQLException {
        return Arrays.stream((Object[]) list.getArray())
                .mapToInt(v -> Float.floatToRawIntBits((Float) v))
                .toArray();
    }

    /**
     * Writes the rows of a query.
     *
     * @param options of COPY, such as {@code compression zstd}
     */
    static Path write(Path file, String select, String options) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (" + select + ") to '" + file + "' (format parquet"
                    + (options.isEmpty() ? "" : ", " + options) + ")");
        }
        return file;
    }

    /** The one value of a query, as text. */
    static String text(String select) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet found = statement.executeQuery(select)) {
            found.next();
            return found.getString(1);
        }
    }
}
