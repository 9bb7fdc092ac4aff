package io.segmill.orchestration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.orchestration.app.ChildJvm;
import io.segmill.orchestration.app.Main;
import io.segmill.orchestration.history.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM and Ctrl-C end a run in order, whatever it is doing, and a second one ends it at once. */
@Tag("alone")
class StopTest {
    private static final Duration IN_ORDER = Depth.asked().patience(Duration.ofSeconds(10));
    private static final Duration AT_ONCE = Depth.asked().patience(Duration.ofSeconds(1));

    @TempDir
    private static Path folder;

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.counter(folder, TestDatabase.H2);
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        builder.environment().putAll(shop.environment());
        return builder.start();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Duration end(Process process) throws InterruptedException {
        long began = System.nanoTime();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Reads up to a line that begins so. */
    private static void readUntil(String beginning, BufferedReader lines) throws IOException {
        StringBuilder told = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            told.append(line).append('\n');
            if (line.startsWith(beginning)) {
                return;
            }
        }
        throw new AssertionError("never said '" + beginning + "':\n" + told);
    }

    private static BufferedReader reader(java.io.InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    @Test
    void while_spark_starts_and_while_it_works() throws Exception {
        shop.putBack();
        for (String moment : new String[] {"run ", "segment:spenders: Refreshing"}) {
            Process run = start(new ProcessBuilder(ChildJvm.line(
                            Main.class, "--project", shop.project().toString(), "run"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            try (BufferedReader lines = reader(run.getErrorStream())) {
                readUntil(moment, lines);
                signal("TERM", run);
                Duration ending = end(run);
                System.out.println("SIGTERM at '" + moment + "': ended after " + ending);
                assertThat(ending).as(moment).isLessThan(IN_ORDER);
                assertThat(run.exitValue()).as(moment).isEqualTo(143);
            } finally {
                run.destroyForcibly().waitFor();
            }
            assertThat(shop.runs().get(0)).as(moment).isEqualTo("Canceled");
            assertThat(shop.tasks()).as(moment).noneMatch(task -> task.contains("Refreshing"));
        }
        Answer retry = shop.command(Faults.NONE, "retry");
        assertThat(retry.code()).as(retry.all()).isZero();
    }

    @Test
    void the_second_one_does_not_wait() throws Exception {
        shop.putBack();
        PlannedFault.Place place = new PlannedFault.Place(FaultPoint.READ, "orders", 1);
        Process run = start(new ProcessBuilder(ChildJvm.line(
                        FaultyProcess.class,
                        place.toString(),
                        "--project",
                        shop.project().toString(),
                        "run"))
                .redirectError(ProcessBuilder.Redirect.DISCARD));
        try (BufferedReader lines = reader(run.getInputStream())) {
            readUntil("reached ", lines);
            // Not INT, which a shell that starts the tests in the background has them ignore.
            signal("TERM", run);
            // What hangs does not end; the run waits for it.
            assertThat(run.waitFor(2, TimeUnit.SECONDS)).isFalse();
            signal("TERM", run);
            assertThat(end(run)).isLessThan(AT_ONCE);
            assertThat(run.exitValue()).isEqualTo(143);
        } finally {
            run.destroyForcibly().waitFor();
        }
        assertThat(shop.runs().get(0)).isEqualTo("Interrupted");
    }
}
