package io.segmill.orchestration.faults;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.fault.Faults;
import io.segmill.orchestration.app.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * An analyst in a process of their own, who reads all tables together as {@code segmill tables --for duckdb} says,
 * whenever asked.
 */
final class TablesReader implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private TablesReader(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static TablesReader start(Path project, Map<String, String> environment) {
        ProcessBuilder reader = new ProcessBuilder(ChildJvm.line(TablesReader.class, project.toString()));
        reader.environment().putAll(environment);
        try {
            return new TablesReader(
                    reader.redirectError(ProcessBuilder.Redirect.DISCARD).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every table's rows as texts, without what names the run or the moment. */
    synchronized Map<String, List<String>> look() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError("the reader has ended");
            }
            JsonNode told = new ObjectMapper().readTree(answer);
            if (told.has("failed")) {
                throw new AssertionError("the reader could not read: " + told.get("failed"));
            }
            return new ObjectMapper().convertValue(told, new TypeReference<TreeMap<String, List<String>>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param arguments the project's folder */
    public static void main(String[] arguments) throws IOException {
        // What libraries print must not come between the answers.
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        for (int next = System.in.read(); next >= 0; next = System.in.read()) {
            Object answer;
            try {
                answer = tables(arguments[0]);
            } catch (SQLException | RuntimeException e) {
                answer = Map.of("failed", String.valueOf(e.getMessage()));
            }
            answers.println(new ObjectMapper().writeValueAsString(answer));
        }
    }

    private static Map<String, List<String>> tables(String project) throws SQLException {
        // Between two nights the whole folder may have been put back to what it was.
        DeltaLog.clearCache();
        Answer tables =
                Answer.of(System.getenv(), Faults.NONE, "--project", project, "tables", "--json", "--for", "duckdb");
        if (tables.code() != 0) {
            throw new IllegalStateException(tables.all());
        }
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (JsonNode table : tables.json().get("tables")) {
                statement.execute(table.get("statement").textValue());
            }
            for (JsonNode table : tables.json().get("tables")) {
                String name = table.get("table").textValue();
                rows.put(name, rows(name.replace('/', '_'), statement));
            }
        }
        return rows;
    }

    private static List<String> rows(String view, Statement statement) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet described = statement.executeQuery("DESCRIBE \"" + view + "\"")) {
            while (described.next()) {
                if (!described.getString(1).equals("run_id")) {
                    columns.add('"' + described.getString(1) + '"');
                }
            }
        }
        List<String> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("SELECT CAST(whole AS VARCHAR) FROM (SELECT "
                + String.join(", ", columns) + " FROM \"" + view + "\") whole ORDER BY 1")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
