package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.jobs.table.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights that stopped and are taken up again come out like one that nothing disturbed. */
class RetryNightsTest {
    private static final Map<TableName, String[]> TABLES = Map.of(
            TableName.source("customers"),
            new String[] {"*"},
            TableName.source("orders"),
            new String[] {"*"},
            TableName.source("visits"),
            new String[] {"*"},
            TableName.MEMBERS,
            new String[] {"*"},
            TableName.CHANGES,
            new String[] {"as_of", "segment_id", "customer_id", "change"},
            TableName.COUNTS,
            new String[] {"as_of", "segment_id", "members", "entered", "left"},
            TableName.PROFILING_COLUMNS,
            new String[] {"source", "column", "rows"},
            TableName.RUN_FILES,
            new String[] {"source", "regexp_extract(file, '[^/]+$', 0)", "size", "rows"});

    private static Map<String, List<String>> undisturbed;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path init(Path folder) {
        Path project = folder.resolve("bookshop");
        Told told = Told.by(folder, "init", project.toString());
        assertThat(told.exitCode()).as(told.all()).isZero();
        return project;
    }

    @BeforeAll
    static void a_night_that_nothing_disturbs() throws IOException {
        Path project = init(shared);
        Told told = Told.by(project, "run");
        assertThat(told.exitCode()).as(told.all()).isZero();
        undisturbed = outcome(project);
        assertThat(undisturbed.get("segments/members")).isNotEmpty();
        assertThat(undisturbed.keySet()).anyMatch(name -> name.endsWith(".csv"));
    }

    /** The rows of all tables and the lines of all exported files, without what names the run. */
    private static Map<String, List<String>> outcome(Path project) throws IOException {
        Map<String, List<String>> outcome = new TreeMap<>();
        try (PublishedTables tables = new PublishedTables(project)) {
            TABLES.forEach((table, columns) -> outcome.put(table.path(), tables.rows(table, columns)));
        }
        try (Stream<Path> files = Files.walk(project.resolve("outbox"))) {
            files.filter(file -> file.toString().endsWith(".csv"))
                    .forEach(file -> outcome.put(project.relativize(file).toString(), lines(file)));
        }
        return outcome;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Told told) throws IOException {
        assertThat(told.exitCode()).as(told.all()).isZero();
        return new ObjectMapper().readTree(told.out());
    }

    private static Map<String, String> ended(Path project) throws IOException {
        Map<String, String> ended = new TreeMap<>();
        for (JsonNode task : json(Told.by(project, "status", "--json")).get("tasks")) {
            ended.put(
                    task.get("process").textValue() + " " + task.get("task").textValue(),
                    task.get("status").textValue() + " " + task.get("ended").textValue());
        }
        return ended;
    }

    private static List<String> runs(Path project) throws IOException {
        List<String> runs = new ArrayList<>();
        json(Told.by(project, "runs", "--json"))
                .forEach(run -> runs.add(run.get("status").textValue()));
        return runs;
    }

    @Test
    void a_source_that_failed_is_mended_and_only_what_hung_on_it_is_done() throws IOException {
        Path project = init(folder);
        Path aside = Files.createDirectory(folder.resolve("aside"));
        move("visits", project.resolve("data"), aside);
        Told failed = Told.by(project, "run");
        assertThat(failed.exitCode()).as(failed.all()).isEqualTo(1);
        Map<String, String> before = ended(project);
        move("visits", aside, project.resolve("data"));

        Told retried = Told.by(project, "retry");

        assertThat(retried.exitCode()).as(retried.all()).isZero();
        assertThat(retried.err()).contains("run 1 goes on, attempt 2: ");
        assertThat(runs(project)).containsExactly("Successful");
        Map<String, String> after = ended(project);
        assertThat(after).containsAllEntriesOf(done(before)).hasSameSizeAs(before);
        assertThat(after.values()).allMatch(status -> status.startsWith("Successful"));
        assertThat(outcome(project)).isEqualTo(undisturbed);

        Told again = Told.by(project, "retry");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("nothing to retry: run 1 is Successful");
    }

    private static Map<String, String> done(Map<String, String> tasks) {
        Map<String, String> done = new TreeMap<>(tasks);
        done.values().removeIf(status -> !status.startsWith("Successful"));
        assertThat(done).isNotEmpty();
        return done;
    }

    private static void move(String begins, Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(begins)) {
                    Files.move(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    @Test
    void a_night_that_was_killed_in_its_segments_goes_on_from_what_it_had_loaded() throws Exception {
        Path project = init(folder);
        Process killed = NightProcess.start(project, "run");
        NightProcess.readUntil(killed, "segment:lapsed: Refreshing");
        killed.destroyForcibly();
        assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();

        Told retried = Told.by(project, "retry");

        assertThat(retried.exitCode()).as(retried.all()).isZero();
        assertThat(retried.err())
                .contains(
                        "run 1 (",
                        "was interrupted: its process ended",
                        "run 1 goes on, attempt 2: 6 of 10 tasks are done")
                .doesNotContain("source:orders: Refreshing", "profile:orders: Refreshing");
        assertThat(runs(project)).containsExactly("Successful");
        assertThat(outcome(project)).isEqualTo(undisturbed);
    }

    @Test
    void a_night_is_cancelled_from_another_process_and_taken_up_again() throws Exception {
        Path project = init(folder);
        Process running = NightProcess.start(project, "run");
        NightProcess.readUntil(running, "source:orders: Refreshing");

        Told busy = Told.by(project, "retry");
        assertThat(busy.exitCode()).as(busy.all()).isEqualTo(3);
        Told status = Told.by(project, "status");
        assertThat(status.out()).contains("Running");
        CompletableFuture<Told> watched = CompletableFuture.supplyAsync(() -> Told.by(project, "status", "--watch"));
        Told canceled = Told.by(project, "cancel");

        assertThat(canceled.exitCode()).as(canceled.all()).isZero();
        assertThat(canceled.err()).contains("run 1: Canceled");
        assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isEqualTo(130);
        assertThat(watched.get(20, TimeUnit.SECONDS).out()).contains("run 1 (run, ", "Canceled");
        assertThat(Told.by(project, "cancel").err()).contains("nothing to cancel: run 1 is Canceled");
        Told retried = Told.by(project, "retry", "1");
        assertThat(retried.exitCode()).as(retried.all()).isZero();
        assertThat(outcome(project)).isEqualTo(undisturbed);
    }

    @Test
    void only_the_latest_run_is_taken_up_and_without_any_there_is_nothing_to_do() {
        Path project = init(folder);
        Told none = Told.by(project, "retry");
        assertThat(none.exitCode()).isZero();
        assertThat(none.err()).contains("nothing to retry: nothing ran yet");
        assertThat(Told.by(project, "cancel").err()).contains("nothing to cancel: nothing ran yet");
        assertThat(Told.by(project, "retry", "1").exitCode()).isEqualTo(2);
        Told run = Told.by(project, "run", "--select", "source:customers");
        assertThat(run.exitCode()).as(run.all()).isZero();
        Told unknown = Told.by(project, "retry", "7");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no run '7'");
        Told second = Told.by(project, "run", "--select", "source:customers");
        assertThat(second.exitCode()).as(second.all()).isZero();
        Told older = Told.by(project, "retry", "1");
        assertThat(older.exitCode()).isEqualTo(2);
        assertThat(older.err()).contains("run 1 cannot be taken up: run 2 came after it");
    }
}
