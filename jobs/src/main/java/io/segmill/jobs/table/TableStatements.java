package io.segmill.jobs.table;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** How the readers of a warehouse say which version of a table they mean. */
public enum TableStatements {
    /** Views of Spark SQL. */
    SPARK("-- ", List.of()) {
        @Override
        public String of(TableName table, long version, Warehouse warehouse) {
            return "CREATE OR REPLACE TEMPORARY VIEW `" + view(table) + "` AS SELECT * FROM delta.`"
                    + warehouse.location(table).replace("`", "``") + "` VERSION AS OF " + version + ";";
        }
    },
    /** Variables of Python, by the package deltalake. */
    PYTHON("# ", List.of("from deltalake import DeltaTable")) {
        @Override
        public String of(TableName table, long version, Warehouse warehouse) {
            String quoted = warehouse.location(table).replace("\\", "\\\\").replace("\"", "\\\"");
            return view(table).replace('-', '_') + " = DeltaTable(\"" + quoted + "\", version=" + version + ")";
        }
    },
    /** Views of DuckDB over the version's own files, which needs no extension. */
    DUCKDB("-- ", List.of()) {
        @Override
        public String of(TableName table, long version, Warehouse warehouse) {
            Dataset<Row> read = warehouse.read(table, version);
            String files = Stream.of(read.inputFiles())
                    .map(file -> file.startsWith("file:") ? URI.create(file).getPath() : file)
                    .sorted()
                    .map(TableStatements::quoted)
                    .collect(Collectors.joining(", "));
            return "CREATE OR REPLACE VIEW \"" + view(table) + "\" AS "
                    + (files.isEmpty()
                            ? empty(read)
                            : "SELECT * FROM read_parquet([" + files + "], union_by_name = true)")
                    + ";";
        }
    };

    private final String comment;
    private final List<String> preamble;

    TableStatements(String comment, List<String> preamble) {
        this.comment = comment;
        this.preamble = preamble;
    }

    /** {@code spark}, {@code python} or {@code duckdb}. */
    public static Optional<TableStatements> named(String name) {
        return Stream.of(values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** The statement, in one line. */
    public abstract String of(TableName table, long version, Warehouse warehouse);

    /** A text as a comment of that language. */
    public String comment(String text) {
        return comment + text;
    }

    /** What comes before the statements. */
    public List<String> preamble() {
        return preamble;
    }

    private static String view(TableName table) {
        return table.path().replace('/', '_');
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The columns of a table that has no files. */
    private static String empty(Dataset<Row> table) {
        return Stream.of(table.schema().fields())
                        .map(field -> "CAST(NULL AS " + type(field) + ") AS \""
                                + field.name().replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(", ", "SELECT ", ""))
                + " WHERE false";
    }

    private static String type(StructField field) {
        return switch (field.dataType().sql()) {
            case "STRING" -> "VARCHAR";
            case "TIMESTAMP" -> "TIMESTAMPTZ";
            case "ARRAY<STRING>" -> "VARCHAR[]";
            default -> field.dataType().sql();
        };
    }
}
