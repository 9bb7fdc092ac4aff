package io.segmill.jobs.export;

import io.segmill.core.schema.Column;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.SparkTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows to write and two readers, unlike each other, that say what was written. */
final class Extracts {
    private Extracts() {}

    static Dataset<Row> rows(List<ExtractColumn> columns, Object[]... rows) {
        return TestSession.spark()
                .createDataFrame(
                        Arrays.stream(rows).map(RowFactory::create).toList(),
                        SparkTypes.schema(columns.stream()
                                .map(column -> Column.of(column.header(), column.type()))
                                .toList()));
    }

    static Object[] row(Object... values) {
        return values;
    }

    /** The cells, header included; a missing one is an empty text. */
    static List<List<String>> byCommonsCsv(Path file) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .get()
                .parse(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            List<List<String>> rows = new ArrayList<>();
            parser.forEach(row -> rows.add(row.toList()));
            return rows;
        }
    }

    /** The same from another reader; names that it reads itself stand for the header. */
    static List<List<String>> byDuckDb(Path file) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT * FROM read_csv('" + file + "', header = true, all_varchar = true, delim = ',',"
                                + " quote = '\"', escape = '\"', parallel = false)")) {
            int width = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            List<String> header = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                header.add(result.getMetaData().getColumnName(i));
            }
            rows.add(header);
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(result.getString(i) == null ? "" : result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
