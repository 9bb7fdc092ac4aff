package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.project.Settings;
import io.segmill.jobs.table.TableName;
import io.segmill.orchestration.history.HistoryDatabase;
import io.segmill.orchestration.history.LockHolder;
import io.segmill.orchestration.history.ProjectLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of the project that {@code segmill init} makes: what is selected, skipped, killed and taken up again. */
class BookshopNightsTest {
    private static final int CTRL_C = 3;

    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void init() {
        project = folder.resolve("bookshop");
        Told told = Told.by(folder, "init", project.toString());
        assertThat(told.exitCode()).as(told.all()).isZero();
    }

    @Test
    void a_run_that_finds_the_project_held_names_the_holder_and_starts_nothing() {
        Settings settings =
                ProjectChecker.check(project, Map.of()).project().orElseThrow().settings();
        LockHolder holder = LockHolder.here("run", "segmill run --full", Instant.parse("2026-06-30T02:00:00Z"));
        try (ProjectLock lock = ProjectLock.take(settings, holder)) {
            Told second = Told.by(project, "run");
            assertThat(second.exitCode()).isEqualTo(3);
            assertThat(second.err())
                    .contains("another run holds the project: " + lock.holder())
                    .doesNotContain("\tat ");
        }
        assertThat(project.resolve("warehouse/sources")).doesNotExist();
    }

    @Test
    void a_pattern_or_name_that_matches_nothing_is_wrong_usage_with_the_nearest_name() {
        Told pattern = Told.by(project, "run", "--select", "segment:regulas");
        assertThat(pattern.exitCode()).isEqualTo(2);
        assertThat(pattern.err()).contains("no task matches 'segment:regulas'; did you mean 'segment:regulars'?");

        Told segment = Told.by(project, "refresh", "lapst");
        assertThat(segment.exitCode()).isEqualTo(2);
        assertThat(segment.err()).contains("there is no segment 'lapst'; did you mean 'lapsed'?");

        Told neither = Told.by(project, "refresh");
        assertThat(neither.exitCode()).isEqualTo(2);
        assertThat(neither.err()).contains("refresh takes either the ids of segments or --all");
    }

    @Test
    void nights_with_selected_inactive_and_deleted_segments() throws IOException, SQLException {
        Told first = Told.by(project, "run", "--select", "+segment:winback");
        assertThat(first.exitCode()).as(first.all()).isZero();
        assertThat(first.out()).endsWith("details  segmill status 1 --task TASK --project " + project + "\n");
        assertThat(statuses())
                .containsOnlyKeys(
                        "source:customers", "source:orders", "source:visits", "segment:lapsed", "segment:winback");

        Told refreshed = Told.by(project, "refresh", "regulars");
        assertThat(refreshed.exitCode()).as(refreshed.all()).isZero();
        assertThat(statuses()).isEqualTo(Map.of("segment:regulars", "Successful"));
        Map<String, Set<String>> members;
        try (PublishedTables tables = new PublishedTables(project)) {
            members = tables.members();
            assertThat(members).containsOnlyKeys("lapsed", "regulars", "winback");
        }

        // A suppression list that is switched off must not let everyone through; a deleted segment's members leave.
        Path lapsed = project.resolve("segments/lapsed.yaml");
        Files.writeString(lapsed, Files.readString(lapsed) + "state: inactive\n");
        Files.delete(project.resolve("segments/regulars.yaml"));
        Told third = Told.by(project, "run");
        assertThat(third.exitCode()).as(third.all()).isZero();
        assertThat(statuses())
                .containsEntry("segment:lapsed", "Skipped (inactive)")
                .containsEntry("segment:winback", "Skipped (upstream inactive: lapsed)")
                .containsEntry("export:mailing", "Skipped (upstream inactive: lapsed)")
                .containsEntry("source:orders", "Skipped (unchanged)");
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.members()).isEqualTo(Map.of("winback", members.get("winback")));
            assertThat(tables.rows(TableName.CHANGES, "segment_id", "change"))
                    .contains("lapsed,left", "regulars,left")
                    .doesNotContain("winback,left");
        }
        assertThat(batchStatuses()).containsExactly("COMPLETED", "COMPLETED", "COMPLETED");
    }

    @Test
    void ctrl_c_cancels_and_a_kill_interrupts_and_the_next_run_is_whole() throws IOException, InterruptedException {
        Process canceled = NightProcess.start(project, "run");
        NightProcess.readUntil(canceled, "source:orders: Refreshing");
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(canceled.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(canceled.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(canceled.exitValue()).isEqualTo(130);
        assertThat(json(Told.by(project, "status", "--json")).get("status").textValue())
                .isEqualTo("Canceled");

        Process killed = NightProcess.start(project, "run");
        NightProcess.readUntil(killed, "segment:lapsed: Refreshing");
        killed.destroyForcibly();
        assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();

        Told next = Told.by(project, "run");
        assertThat(next.exitCode()).as(next.all()).isZero();
        assertThat(next.err()).contains("run 2 (").contains("was interrupted: its process ended");
        JsonNode runs = json(Told.by(project, "runs", "--json"));
        assertThat(runs)
                .extracting(run -> run.get("status").textValue())
                .containsExactly("Successful", "Interrupted", "Canceled");
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.publication().number()).isEqualTo(1);
            assertThat(tables.members()).containsOnlyKeys("lapsed", "regulars", "winback");
        }
    }

    /** The bar that a person sees has its own terminal library, which must leave Ctrl-C to us. */
    @Test
    void ctrl_c_on_a_terminal_cancels_while_the_bar_is_drawn() throws IOException, InterruptedException {
        assumeThat(Path.of("/usr/bin/script")).as("util-linux's terminal").isExecutable();
        String run = NightProcess.line(project, "run").stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        ProcessBuilder terminal = new ProcessBuilder("script", "-q", "-e", "-c", "exec " + run, "/dev/null");
        terminal.environment().put("TERM", "xterm");
        Process canceled = terminal.redirectErrorStream(true).start();
        String shown = readUntilBarDrawnTwice(canceled);
        canceled.getOutputStream().write(CTRL_C);
        canceled.getOutputStream().flush();
        String rest = new String(canceled.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(canceled.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(canceled.exitValue()).as(shown + rest).isEqualTo(130);
        assertThat(json(Told.by(project, "status", "--json")).get("status").textValue())
                .isEqualTo("Canceled");
    }

    private static String readUntilBarDrawnTwice(Process process) throws IOException {
        StringBuilder shown = new StringBuilder();
        for (int next = process.getInputStream().read();
                next >= 0;
                next = process.getInputStream().read()) {
            shown.append((char) next);
            if (shown.toString().split("\\rtasks ", -1).length > 2) {
                return shown.toString();
            }
        }
        throw new AssertionError("drew no bar:\n" + shown);
    }

    private Map<String, String> statuses() throws IOException {
        Map<String, String> statuses = new TreeMap<>();
        for (JsonNode task : json(Told.by(project, "status", "--json")).get("tasks")) {
            String reason =
                    task.get("reason").isNull() ? "" : " (" + task.get("reason").textValue() + ")";
            statuses.put(task.get("task").textValue(), task.get("status").textValue() + reason);
        }
        return statuses;
    }

    /** What Spring Batch recorded of its job executions, the oldest first. */
    private List<String> batchStatuses() throws SQLException {
        Settings settings =
                ProjectChecker.check(project, Map.of()).project().orElseThrow().settings();
        List<String> statuses = new ArrayList<>();
        try (HistoryDatabase database = HistoryDatabase.open(settings);
                Connection connection = database.dataSource().getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select status from batch_job_execution order by job_execution_id")) {
            while (rows.next()) {
                statuses.add(rows.getString(1));
            }
        }
        return statuses;
    }

    private static JsonNode json(Told told) throws IOException {
        assertThat(told.exitCode()).as(told.all()).isZero();
        return new ObjectMapper().readTree(told.out());
    }
}
