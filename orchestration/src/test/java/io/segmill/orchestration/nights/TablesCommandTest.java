package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.jobs.session.SparkProcess;
import io.segmill.jobs.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of a run that is not the newest, read as `segmill tables` says. */
class TablesCommandTest {
    @TempDir
    private static Path folder;

    private static Path project;
    private static long members;

    @BeforeAll
    static void two_runs_of_which_the_second_takes_all_members_away() throws IOException {
        project = folder.resolve("book's shop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        Told first = Told.by(project, "run");
        assertThat(first.exitCode()).as(first.all()).isZero();
        try (PublishedTables tables = new PublishedTables(project)) {
            members = tables.table(TableName.MEMBERS).count();
        }
        for (String segment : List.of("winback", "lapsed", "regulars")) {
            Path file = project.resolve("segments/" + segment + ".yaml");
            Files.writeString(file, Files.readString(file) + "state: inactive\n");
        }
        Told second = Told.by(project, "run");
        assertThat(second.exitCode()).as(second.all()).isZero();
        assertThat(members).isPositive();
    }

    private static JsonNode tables(String... options) throws IOException {
        String[] command = new String[options.length + 2];
        command[0] = "tables";
        command[1] = "--json";
        System.arraycopy(options, 0, command, 2, options.length);
        Told told = Told.by(project, command);
        assertThat(told.exitCode()).as(told.all()).isZero();
        return new ObjectMapper().readTree(told.out()).get("tables");
    }

    private static long count(String sql, Connection duckDb) throws SQLException {
        try (ResultSet rows = duckDb.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void duckdb_reads_either_run() throws IOException, SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            for (JsonNode table : tables("--for", "duckdb", "--run", "1")) {
                duckDb.createStatement().execute(table.get("statement").textValue());
            }
            assertThat(count("SELECT count(*) FROM segments_members", duckDb)).isEqualTo(members);
            assertThat(count("SELECT sum(members) FROM segments_counts", duckDb))
                    .isEqualTo(members);
            for (JsonNode table : tables("--for", "duckdb")) {
                duckDb.createStatement().execute(table.get("statement").textValue());
            }
            assertThat(count("SELECT count(customer_id) FROM segments_members", duckDb))
                    .isZero();
            assertThat(count("SELECT count(*) FROM segments_changes", duckDb)).isEqualTo(2 * members);
        }
    }

    @Test
    void spark_reads_either_run() throws IOException {
        JsonNode first = tables("--run", "1");
        JsonNode newest = tables();
        try (SparkProcess spark = SparkProcess.forReading(
                ProjectChecker.check(project, Map.of()).project().orElseThrow().settings())) {
            for (JsonNode table : first) {
                spark.warehouse().spark().sql(table.get("statement").textValue().replaceFirst(";$", ""));
            }
            assertThat(spark.warehouse().spark().table("segments_members").count())
                    .isEqualTo(members);
            for (JsonNode table : newest) {
                spark.warehouse().spark().sql(table.get("statement").textValue().replaceFirst(";$", ""));
            }
            assertThat(spark.warehouse().spark().table("segments_members").count())
                    .isZero();
        }
    }

    @Test
    void statements_are_text_that_can_be_run_as_it_is() {
        Told python = Told.by(project, "tables", "--for", "python");
        assertThat(python.out())
                .startsWith("# run 2")
                .contains("\nfrom deltalake import DeltaTable\n")
                .containsPattern(
                        "\nsegments_members = DeltaTable\\(\"[^\"]*/warehouse/segments/members\", version=\\d+\\)\n");
        Told spark = Told.by(project, "tables");
        assertThat(spark.out())
                .startsWith("-- run 2")
                .contains("CREATE OR REPLACE TEMPORARY VIEW `segments_members` AS SELECT * FROM delta.`");
    }

    @Test
    void wrong_calls_say_what_is_right() {
        Told reader = Told.by(project, "tables", "--for", "excel");
        assertThat(reader.exitCode()).isEqualTo(2);
        assertThat(reader.err()).contains("--for takes spark, python or duckdb, not 'excel'");
        Told run = Told.by(project, "tables", "--run", "9");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no run '9'");
    }
}
