package io.segmill.jobs.bench.way;

import io.segmill.jobs.bench.sql.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** DuckDB inside this process, in memory, reading the Parquet files of the warehouse. */
public final class DuckDb implements AutoCloseable {
    private final Connection connection;

    /** @param memory as DuckDB reads it: {@code 8GB} */
    public DuckDb(int threads, String memory, Path scratch) {
        try {
            Files.createDirectories(scratch);
            connection = DriverManager.getConnection("jdbc:duckdb:");
            execute("SET threads = " + threads, Map.of());
            execute("SET memory_limit = '" + memory + "'", Map.of());
            execute("SET temp_directory = '" + scratch + "'", Map.of());
            execute("SET preserve_insertion_order = false", Map.of());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String version() {
        try (DuckDb duckDb = new DuckDb(1, "1GB", Path.of(System.getProperty("java.io.tmpdir")));
                Statement statement = duckDb.connection.createStatement();
                ResultSet version = statement.executeQuery("SELECT version()")) {
            version.next();
            return version.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** DuckDB has less memory than a statement wants. */
    public static final class OutOfMemory extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfMemory(String message) {
            super(message);
        }
    }

    /** Runs the statements that come before the time is taken. */
    public void prepare(Script script) {
        run(new Script(script.name(), List.of(), script.before()), Path.of(""));
    }

    /** Runs the script, once it is prepared. */
    public Counts run(Script script, Path into) {
        Map<String, Long> counts = new HashMap<>();
        for (String statement : script.statements()) {
            try {
                execute(statement.replace(Script.INTO, into.toString()), counts);
            } catch (SQLException e) {
                String message =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                if (message.contains("Out of Memory")) {
                    throw new OutOfMemory(script.name() + ": " + message);
                }
                throw new IllegalStateException(script.name() + ": " + message, e);
            }
        }
        return Counts.of(counts);
    }

    private void execute(String sql, Map<String, Long> counts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return;
            }
            try (ResultSet rows = statement.getResultSet()) {
                boolean isCounts = rows.getMetaData().getColumnCount() == 2;
                while (isCounts && rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
    }

    /**
     * How many members each segment has in Parquet files of the members' columns; segments without members are left out.
     *
     * @param files a pattern below the folder
     */
    public Counts written(Path folder, String files) {
        String query = "SELECT segment_id, count(*) FROM (SELECT segment_id, customer_id, entered_on, similarity"
                + " FROM read_parquet('" + Script.INTO + "/" + files + "')) GROUP BY segment_id";
        return run(new Script("written", List.of(), List.of(query)), folder);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
