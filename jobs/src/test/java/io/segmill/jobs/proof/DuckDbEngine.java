package io.segmill.jobs.proof;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.proof.sql.SqlDates;
import io.segmill.jobs.proof.sql.SqlSchema;
import io.segmill.jobs.proof.sql.SqlTranslator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The meaning of segments by SQL that is translated from their files alone. */
final class DuckDbEngine implements Engine, AutoCloseable {
    static final String NAME = "DuckDB";

    /** Some nested queries would take minutes to plan. */
    private static final int LONGEST_SECONDS = Integer.getInteger("proof.duckdb", 30);

    private final RandomProject project;
    private final Connection connection;
    private final Set<String> oddColumns = new HashSet<>();

    DuckDbEngine(RandomProject project, RandomData data) throws SQLException {
        this.project = project;
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET threads = 1");
        for (RandomProject.Table table : project.tables()) {
            load(table, data);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void load(RandomProject.Table table, RandomData data) throws SQLException {
        execute(table.columns().stream()
                .map(column -> column.name() + " " + sqlType(column.type()))
                .collect(Collectors.joining(", ", "CREATE TABLE " + table.id() + " (", ")")));
        String marks = table.columns().stream()
                .map(column -> column.type().equals(DataType.TIMESTAMP) ? "timezone('UTC', make_timestamp(?))" : "?")
                .collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table.id() + " VALUES (" + marks + ")")) {
            for (Object[] row : data.rows().get(table.id())) {
                for (int index = 0; index < row.length; index++) {
                    insert.setObject(index + 1, row[index] instanceof Instant moment ? micros(moment) : row[index]);
                }
                insert.execute();
            }
        }
        for (RandomProject.Column column : table.columns()) {
            if (column.type().equals(DataType.STRING)
                    && data.values(table, column).stream().anyMatch(text -> isOdd((String) text))) {
                oddColumns.add(table.id() + "." + column.name());
            }
        }
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000;
    }

    private static String sqlType(DataType type) {
        return switch (type.kind()) {
            case INT -> "INTEGER";
            case STRING -> "VARCHAR";
            case TIMESTAMP -> "TIMESTAMPTZ";
            case BOOLEAN, BIGINT, DOUBLE, DECIMAL, DATE -> type.toString();
        };
    }

    /** Whether DuckDB lower-cases a text otherwise than Java does. */
    private boolean isOdd(String text) {
        try (PreparedStatement lower = connection.prepareStatement("SELECT lower(?)")) {
            lower.setString(1, text);
            try (ResultSet result = lower.executeQuery()) {
                result.next();
                return !result.getString(1).equals(text.toLowerCase(Locale.ROOT));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, Answer> answers(Segments segments) {
        Map<String, Answer> answers = new HashMap<>();
        SqlTranslator translator = new SqlTranslator(
                new SqlSchema(segments.read()),
                new SqlDates(project.asOf(), RandomProject.ZONE),
                text -> oddColumns.contains(text) || isOdd(text));
        try {
            String key =
                    sqlType(project.table("customers").column("customer_id").type());
            execute("CREATE OR REPLACE TABLE segment_members (segment VARCHAR, customer " + key + ")");
            for (String id : segments.ids()) {
                answers.put(id, answer(id, segments, translator, answers));
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer answer(String id, Segments segments, SqlTranslator translator, Map<String, Answer> before)
            throws SQLException {
        for (String other : segments.checked()
                .referencedSegments(segments.checked().segments().get(id))) {
            if (before.get(other).kind() != Answer.Kind.MEMBERS) {
                return Answer.declined("member-of a segment that was not said");
            }
        }
        String sql;
        try {
            sql = translator.members(segments.read().segments().get(id).orElseThrow());
        } catch (SqlTranslator.Declined e) {
            return Answer.declined(e.getMessage());
        }
        Set<String> members = new TreeSet<>();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            statement.execute("INSERT INTO segment_members SELECT '" + id + "', k FROM (" + sql + ")");
            try (ResultSet result =
                    statement.executeQuery("SELECT customer FROM segment_members WHERE segment = '" + id + "'")) {
                while (result.next()) {
                    members.add(result.getString(1));
                }
            }
            return Answer.of(members);
        } catch (SQLException e) {
            return String.valueOf(e.getMessage()).contains("INTERRUPT")
                    ? Answer.declined("more than " + LONGEST_SECONDS + " seconds")
                    : Answer.failed(new IllegalStateException(e.getMessage() + " in " + sql, e));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
