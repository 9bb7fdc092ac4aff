package io.segmill.orchestration.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.problem.Failure;
import io.segmill.orchestration.app.Main;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is started when, by a clock of the test's own. */
class SchedulerTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final List<Started> children = new ArrayList<>();

    /** A process that ends when the test says so. */
    private static final class Started implements Launcher.Child {
        private final long pid;
        private final List<String> words;
        private OptionalInt code = OptionalInt.empty();

        private Started(long pid, List<String> words) {
            this.pid = pid;
            this.words = words;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public OptionalInt exitCode() {
            return code;
        }

        @Override
        public void terminate() {
            code = OptionalInt.of(143);
        }

        @Override
        public void await() {
            assertThat(code).isPresent();
        }
    }

    @BeforeEach
    void init() {
        assertThat(Main.run(new String[] {"init", folder.toString()}, new StringWriter(), new StringWriter(), Map.of()))
                .isZero();
    }

    private CheckedProject project(String settings) throws IOException {
        Path file = folder.resolve("segmill.yaml");
        String starter = Files.readString(file)
                .replace("as-of: 2026-06-30\n", "")
                .replace("time-zone: UTC", "time-zone: Europe/Berlin");
        Files.writeString(file, starter + settings);
        return checked();
    }

    private CheckedProject checked() {
        ProjectChecker.Outcome outcome = ProjectChecker.check(folder, Map.of());
        return outcome.project().orElseThrow(() -> new AssertionError(outcome.problems()));
    }

    private void add(String segment, String line) throws IOException {
        Path file = folder.resolve("segments/" + segment + ".yaml");
        Files.writeString(file, Files.readString(file) + line + "\n");
    }

    private Scheduler scheduler(CheckedProject project, String start) {
        return new Scheduler(
                (words, ended) -> {
                    Started child = new Started(100 + children.size(), words);
                    children.add(child);
                    return child;
                },
                () -> {},
                List.of("--project", "shop"),
                told::add,
                project,
                Instant.parse(start));
    }

    private List<String> started() {
        return children.stream().map(child -> String.join(" ", child.words)).toList();
    }

    private void ended(int child, int code) {
        children.get(child).code = OptionalInt.of(code);
    }

    @Test
    void a_night_runs_once_when_it_is_due_on_the_clock_of_the_schedule() throws IOException {
        Scheduler scheduler = scheduler(project("schedule: {cron: \"0 0 2 * * *\"}\n"), "2026-06-29T10:00:00Z");
        scheduler.announce();
        assertThat(scheduler.tick(Instant.parse("2026-06-29T23:59:59Z")))
                .hasValue(Instant.parse("2026-06-30T00:00:00Z"));
        assertThat(started()).isEmpty();
        assertThat(scheduler.tick(Instant.parse("2026-06-30T00:00:00Z")))
                .hasValue(Instant.parse("2026-07-01T00:00:00Z"));
        assertThat(started()).containsExactly("--project shop run");
        scheduler.tick(Instant.parse("2026-06-30T00:00:02Z"));
        ended(0, 0);
        scheduler.tick(Instant.parse("2026-06-30T00:04:00Z"));
        assertThat(started()).hasSize(1);
        scheduler.tick(Instant.parse("2026-07-01T00:00:01Z"));
        ended(1, 1);
        scheduler.tick(Instant.parse("2026-07-01T00:04:00Z"));
        assertThat(told)
                .containsExactly(
                        "the next night is due at 2026-06-30 02:00 (Europe/Berlin)",
                        "the night of 2026-06-30 02:00 begins: process 100",
                        "the night of 2026-06-30 02:00 is done",
                        "the night of 2026-07-01 02:00 begins: process 101",
                        "the night of 2026-07-01 02:00 has failed: `segmill status` tells what, `segmill retry` takes it"
                                + " up (exit code 1)");
    }

    @Test
    void nights_that_were_slept_through_are_told_and_not_run() throws IOException {
        Scheduler scheduler =
                scheduler(project("schedule: {cron: \"0 0 2 * * *\", time-zone: UTC}\n"), "2026-06-28T10:00:00Z");
        scheduler.tick(Instant.parse("2026-06-29T02:06:00Z"));
        scheduler.tick(Instant.parse("2026-07-02T08:00:00Z"));
        assertThat(started()).isEmpty();
        assertThat(told)
                .containsExactly(
                        "missed: the night of 2026-06-29 02:00 was not run: this process slept\n"
                                + "fix: `segmill run` makes up for it",
                        "missed: the night of 2026-07-02 02:00 and 2 before it, from 2026-06-30 02:00 on, were not run:"
                                + " this process slept\nfix: `segmill run` makes up for it");
    }

    @Test
    void a_night_that_overlaps_the_one_before_is_left_out_and_told() throws IOException {
        Scheduler scheduler =
                scheduler(project("schedule: {cron: \"0 0 2 * * *\", time-zone: UTC}\n"), "2026-06-28T10:00:00Z");
        scheduler.tick(Instant.parse("2026-06-29T02:00:00Z"));
        scheduler.tick(Instant.parse("2026-06-30T02:00:00Z"));
        ended(0, 0);
        scheduler.tick(Instant.parse("2026-06-30T02:00:01Z"));
        assertThat(started()).hasSize(1);
        assertThat(told)
                .containsExactly(
                        "the night of 2026-06-29 02:00 begins: process 100",
                        "the night of 2026-06-30 02:00 is left out: the night of 2026-06-29 02:00 still goes on"
                                + " (process 100)",
                        "the night of 2026-06-29 02:00 is done");
    }

    @Test
    void a_night_waits_for_another_run_until_the_next_is_due() throws IOException {
        Scheduler scheduler =
                scheduler(project("schedule: {cron: \"0 0 2 * * *\", time-zone: UTC}\n"), "2026-06-28T10:00:00Z");
        scheduler.tick(Instant.parse("2026-06-29T02:00:00Z"));
        ended(0, 3);
        assertThat(scheduler.tick(Instant.parse("2026-06-29T02:00:05Z")))
                .hasValue(Instant.parse("2026-06-29T02:01:05Z"));
        scheduler.tick(Instant.parse("2026-06-29T02:01:05Z"));
        ended(1, 3);
        scheduler.tick(Instant.parse("2026-06-29T02:01:06Z"));
        assertThat(started()).containsExactly("--project shop run", "--project shop run");
        scheduler.tick(Instant.parse("2026-06-30T02:00:00Z"));
        ended(2, 0);
        scheduler.tick(Instant.parse("2026-06-30T02:03:00Z"));
        assertThat(told)
                .containsExactly(
                        "the night of 2026-06-29 02:00 begins: process 100",
                        "the night of 2026-06-29 02:00 waits: another run holds the project; tried again every minute",
                        "the night of 2026-06-29 02:00 begins: process 101",
                        "the night of 2026-06-29 02:00 is left out: the project was held until the next one was due",
                        "the night of 2026-06-30 02:00 begins: process 102",
                        "the night of 2026-06-30 02:00 is done");
    }

    @Test
    void clocks_that_are_put_forward_leave_no_night_out() throws IOException {
        Scheduler scheduler = scheduler(project("schedule: {cron: \"0 30 2 * * *\"}\n"), "2026-03-28T10:00:00Z");
        scheduler.tick(Instant.parse("2026-03-29T01:00:00Z"));
        ended(0, 0);
        assertThat(scheduler.tick(Instant.parse("2026-03-29T01:10:00Z")))
                .hasValue(Instant.parse("2026-03-30T00:30:00Z"));
        assertThat(told)
                .containsExactly(
                        "the night of 2026-03-29 02:30, which clocks are put forward over, begins: process 100",
                        "the night of 2026-03-29 02:30 is done");
    }

    @Test
    void segments_become_active_and_inactive_on_the_dot() throws IOException {
        add("regulars", "state: inactive\nactivate-at: 2026-07-01 06:30");
        add("lapsed", "deactivate-at: 2026-07-01 06:30");
        add("winback", "deactivate-at: 2026-07-01");
        Scheduler scheduler = scheduler(project("schedule: {cron: \"0 30 6 * * *\"}\n"), "2026-06-30T10:00:00Z");
        scheduler.announce();
        assertThat(scheduler.tick(Instant.parse("2026-06-30T21:59:59Z")))
                .hasValue(Instant.parse("2026-06-30T22:00:00Z"));
        scheduler.tick(Instant.parse("2026-06-30T22:00:00Z"));
        ended(0, 0);
        assertThat(scheduler.tick(Instant.parse("2026-06-30T22:01:00Z")))
                .hasValue(Instant.parse("2026-07-01T04:30:00Z"));
        // What becomes active comes first, then the night that is due at the same moment.
        scheduler.tick(Instant.parse("2026-07-01T04:30:00Z"));
        ended(1, 3);
        scheduler.tick(Instant.parse("2026-07-01T04:30:01Z"));
        scheduler.tick(Instant.parse("2026-07-01T04:31:01Z"));
        ended(2, 0);
        scheduler.tick(Instant.parse("2026-07-01T04:32:00Z"));
        assertThat(started())
                .containsExactly(
                        "--project shop refresh winback",
                        "--project shop refresh lapsed regulars",
                        "--project shop refresh lapsed regulars",
                        "--project shop run");
        assertThat(told)
                .containsExactly(
                        "the next night is due at 2026-07-01 06:30 (Europe/Berlin)",
                        "winback will change at 2026-07-01 00:00 (Europe/Berlin)",
                        "segment winback becomes inactive",
                        "the refresh of winback begins: process 100",
                        "the refresh of winback is done",
                        "segment lapsed becomes inactive",
                        "segment regulars becomes active",
                        "the refresh of lapsed, regulars begins: process 101",
                        "the refresh of lapsed, regulars waits: another run holds the project; tried again every minute",
                        "the refresh of lapsed, regulars begins: process 102",
                        "the refresh of lapsed, regulars is done",
                        "the night of 2026-07-01 06:30 begins: process 103");
    }

    @Test
    void a_change_of_state_is_made_good_even_after_a_long_sleep() throws IOException {
        add("regulars", "activate-at: 2026-07-01 06:30\nstate: inactive");
        add("lapsed", "activate-at: 2026-07-01 06:30\ndeactivate-at: 2026-07-02 06:30\nstate: inactive");
        Scheduler scheduler = scheduler(project(""), "2026-06-30T10:00:00Z");
        assertThat(scheduler.tick(Instant.parse("2026-07-09T10:00:00Z"))).isEmpty();
        assertThat(started()).containsExactly("--project shop refresh regulars");
    }

    @Test
    void files_that_changed_count_from_then_on() throws IOException {
        add("regulars", "activate-at: 2026-07-01 06:30\nstate: inactive");
        Scheduler scheduler = scheduler(project("schedule: {cron: \"0 0 2 * * *\"}\n"), "2026-06-30T10:00:00Z");
        Path settings = folder.resolve("segmill.yaml");
        Files.writeString(settings, Files.readString(settings).replace("0 0 2", "0 0 3"));
        scheduler.take(checked());
        assertThat(scheduler.tick(Instant.parse("2026-07-01T00:00:00Z")))
                .hasValue(Instant.parse("2026-07-01T01:00:00Z"));
        scheduler.tick(Instant.parse("2026-07-01T04:30:00Z"));
        ended(0, 3);
        Files.delete(folder.resolve("segments/regulars.yaml"));
        scheduler.take(checked());
        assertThat(scheduler.tick(Instant.parse("2026-07-01T04:30:30Z")))
                .hasValue(Instant.parse("2026-07-02T01:00:00Z"));
        scheduler.tick(Instant.parse("2026-07-01T04:40:00Z"));
        assertThat(started()).containsExactly("--project shop refresh regulars");
    }

    @Test
    void there_is_work_where_something_is_to_come() throws IOException {
        Instant now = Instant.parse("2026-06-30T10:00:00Z");
        assertThat(Scheduler.hasWork(project(""), now)).isFalse();
        add("regulars", "activate-at: 2026-06-30");
        assertThat(Scheduler.hasWork(checked(), now)).isFalse();
        add("lapsed", "activate-at: 2026-07-01\nstate: inactive");
        assertThat(Scheduler.hasWork(checked(), now)).isTrue();
        Path settings = folder.resolve("segmill.yaml");
        Files.writeString(settings, Files.readString(settings) + "as-of: 2026-06-30\n");
        // A fixed as-of date is a fixed moment.
        assertThat(Scheduler.hasWork(checked(), now)).isFalse();
    }

    @Test
    void a_machine_that_cannot_start_a_process_does_not_end_the_scheduler() throws IOException {
        CheckedProject project = project("schedule: {cron: \"0 0 2 * * *\", time-zone: UTC}\n");
        Scheduler scheduler = new Scheduler(
                (words, ended) -> {
                    throw new Failure(Failure.Blame.ENVIRONMENT, "no process can be started: no memory");
                },
                () -> {},
                List.of(),
                told::add,
                project,
                Instant.parse("2026-06-28T10:00:00Z"));
        assertThat(scheduler.tick(Instant.parse("2026-06-29T02:00:00Z")))
                .hasValue(Instant.parse("2026-06-29T02:01:00Z"));
        assertThat(told).containsExactly("the night of 2026-06-29 02:00 waits: no process can be started: no memory");
    }

    @Test
    void the_end_waits_for_the_process_that_goes_on() throws IOException, InterruptedException {
        Scheduler scheduler =
                scheduler(project("schedule: {cron: \"0 0 2 * * *\", time-zone: UTC}\n"), "2026-06-28T10:00:00Z");
        scheduler.end();
        scheduler.tick(Instant.parse("2026-06-29T02:00:00Z"));
        scheduler.end();
        assertThat(told)
                .containsExactly(
                        "the night of 2026-06-29 02:00 begins: process 100",
                        "process 100 is asked to stop",
                        "the night of 2026-06-29 02:00 was stopped (exit code 143); `segmill retry` takes it up");
    }
}
