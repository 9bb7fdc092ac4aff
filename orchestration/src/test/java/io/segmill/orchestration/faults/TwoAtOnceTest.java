package io.segmill.orchestration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.fault.Faults;
import io.segmill.core.project.Settings;
import io.segmill.orchestration.app.ChildJvm;
import io.segmill.orchestration.app.Main;
import io.segmill.orchestration.history.HistoryDatabase;
import io.segmill.orchestration.history.JdbcHistory;
import io.segmill.orchestration.history.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two commands at the same moment: one runs, the other says who does, at once. */
@Tag("alone")
class TwoAtOnceTest {
    private static final Duration AT_ONCE = Depth.asked().patience(Duration.ofSeconds(2));
    private static final int ROUNDS = Depth.asked() == Depth.ALL ? 20 : 3;

    @TempDir
    private Path folder;

    /** A command in a process of its own. */
    private static final class Started {
        private final Process process;
        private final long since = System.nanoTime();
        private final List<String> told = new ArrayList<>();
        private final CompletableFuture<Duration> lived;
        private final CompletableFuture<Void> begun = new CompletableFuture<>();

        Started(Shop shop, String command) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    ChildJvm.line(Main.class, "--project", shop.project().toString(), command));
            builder.environment().putAll(shop.environment());
            process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            lived = process.onExit().thenApply(ended -> Duration.ofNanos(System.nanoTime() - since));
            CompletableFuture.runAsync(this::listen);
        }

        private void listen() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    synchronized (told) {
                        told.add(line);
                    }
                    if (line.startsWith("run ") && line.contains(" task")) {
                        begun.complete(null);
                    }
                }
            } catch (IOException e) {
                begun.completeExceptionally(e);
            }
        }

        String told() {
            synchronized (told) {
                return String.join("\n", told);
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void of_two_runs_and_of_two_retries_one_runs_and_the_other_names_it() throws Exception {
        ChildJvm.awaitArchive();
        Shop shop = Shop.counter(folder, TestDatabase.H2);
        List<Duration> losing = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            losing.add(round(shop, "run"));
            // The run that was killed in this round is there to be taken up.
            losing.add(round(shop, "retry"));
        }
        assertThat(losing).as("from the start of the process to its end").allMatch(time -> time.compareTo(AT_ONCE) < 0);
        System.out.println("two at once, the second ended after " + losing);
    }

    @Test
    void a_run_that_lost_its_lock_and_still_lives_is_left_alone() {
        Path project = folder.resolve("bookshop");
        assertThat(Answer.of(Map.of(), Faults.NONE, "init", project.toString()).code())
                .isZero();
        Settings settings =
                ProjectChecker.check(project, Map.of()).project().orElseThrow().settings();
        try (HistoryDatabase database = HistoryDatabase.open(settings);
                JdbcHistory history = new JdbcHistory(database)) {
            history.begin("r1", "run", LocalDate.EPOCH, "hash", Map.of(), Instant.now());
            JdbcClient.create(database.dataSource())
                    .sql("update run set host = 'elsewhere', pid = 4711")
                    .update();
        }
        Answer run = Answer.of(Map.of(), Faults.NONE, "--project", project.toString(), "run");
        assertThat(run.code()).as(run.all()).isEqualTo(3);
        assertThat(run.err())
                .contains("another run holds the project: run 1, process 4711 on elsewhere, which has lost its lock")
                .doesNotContain("was interrupted");
    }

    private static Duration round(Shop shop, String command) throws Exception {
        Started one = new Started(shop, command);
        Started other = new Started(shop, command);
        CompletableFuture.anyOf(one.lived, other.lived).get(30, TimeUnit.SECONDS);
        Started loser = one.process.isAlive() ? other : one;
        Started winner = one.process.isAlive() ? one : other;
        try {
            assertThat(loser.process.exitValue()).as(loser.told()).isEqualTo(3);
            assertThat(loser.told())
                    .contains(
                            "another run holds the project: " + command + ", process " + winner.process.pid() + " on ")
                    .doesNotContain("\tat ");
            winner.begun.get(60, TimeUnit.SECONDS);
            assertThat(winner.process.isAlive()).isTrue();
        } finally {
            winner.kill();
        }
        return loser.lived.get();
    }
}
