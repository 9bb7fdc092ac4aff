package io.segmill.orchestration.app;

import static io.segmill.orchestration.app.Shell.segmill;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.run.RunStatus;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.cli.Surroundings;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.history.JdbcHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code status --watch} beside a run that goes on. */
class WatchTest {
    private static final TaskName ORDERS = TaskName.source("orders");
    private static final TaskName LAPSED = TaskName.segment("lapsed");

    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void each_move_of_a_task_is_told_until_the_run_ends_and_then_the_run() throws Exception {
        String project = folder.resolve("shop").toString();
        assertThat(segmill("init", project).code()).isZero();
        Instant start = Shell.NOW.minusSeconds(5);
        try (JdbcHistory history = Shell.history(Path.of(project))) {
            String run = "20260630T020955Z-0001";
            history.begin(run, "run", LocalDate.parse("2026-06-30"), "hash", Map.of(ORDERS, "1", LAPSED, "2"), start);
            history.moved(run, ORDERS, TaskStatus.QUEUED, start);
            history.moved(run, ORDERS, TaskStatus.REFRESHING, start);
            Heard out = new Heard();
            CompletableFuture<Integer> watching = CompletableFuture.supplyAsync(() -> Main.run(
                    List.of("--project", project, "status", "--watch"),
                    new Surroundings(
                            Terminal.of(
                                    new PrintWriter(out, true),
                                    new PrintWriter(new StringWriter()),
                                    Terminal.Kind.PIPE,
                                    Map.of()),
                            Map.of(),
                            Clock.fixed(Shell.NOW, ZoneOffset.UTC))));
            out.until("source:orders: Refreshing");
            history.ended(run, ORDERS, TaskResult.failed("no file"), start.plusSeconds(1));
            out.until("source:orders: Failed");
            history.ended(run, LAPSED, TaskResult.skipped(SkipReason.upstreamFailed("orders")), start.plusSeconds(1));
            out.until("segment:lapsed: Skipped");
            history.ended(run, RunStatus.FAILED, start.plusSeconds(2));
            assertThat(watching.get(60, TimeUnit.SECONDS)).isZero();
            assertThat(out.toString()).isEqualTo("""
                    2026-06-30 02:10:00  source:orders: Refreshing
                    2026-06-30 02:10:00  source:orders: Failed
                    2026-06-30 02:10:00  segment:lapsed: Skipped (upstream failed: orders)
                    run 1 (run, 20260630T020955Z-0001) as of 2026-06-30: Failed
                    started 2026-06-30 02:09:55, ended 2026-06-30 02:09:57 (2.0 s)

                    data sources  1 failed
                    segments      1 skipped (upstream failed: orders)

                    task            status   reason                   rows   time
                    --------------  -------  -----------------------  ----  -----
                    source:orders   Failed   no file                        1.0 s
                    segment:lapsed  Skipped  upstream failed: orders
                    """);
        }
    }

    /** What was printed so far, for whoever waits for it. */
    private static final class Heard extends StringWriter {
        @Override
        public synchronized void flush() {
            notifyAll();
        }

        synchronized void until(String text) throws InterruptedException {
            while (!toString().contains(text)) {
                wait();
            }
        }
    }
}
