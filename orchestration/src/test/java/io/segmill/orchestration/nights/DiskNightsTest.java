package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.run.Progress;
import io.segmill.core.run.Workflow;
import io.segmill.orchestration.batch.CancelSignal;
import io.segmill.orchestration.batch.Night;
import io.segmill.orchestration.batch.NightPlan;
import io.segmill.orchestration.history.LockHolder;
import io.segmill.orchestration.history.ProjectLock;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights whose disk is too small, runs full, or cannot be written: they end with a word, and what was there stays. */
class DiskNightsTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    @TempDir
    private Path folder;

    private static Path init(SmallDisk disk) {
        Path project = disk.folder().resolve("bookshop");
        Told told = Told.by(disk.folder(), "init", project.toString());
        assertThat(told.exitCode()).as(told.all()).isZero();
        return project;
    }

    private static Map<String, Set<String>> members(Path project) {
        try (PublishedTables tables = new PublishedTables(project)) {
            return tables.members();
        }
    }

    /** Said in a line or two. */
    private static void isShort(String message) {
        assertThat(message.lines().count()).as(message).isLessThanOrEqualTo(2);
        assertThat(message).doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_disk_that_runs_full_or_turns_read_only_costs_no_table() throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
            Path project = init(disk);
            Told first = Told.by(project, "run");
            assertThat(first.exitCode()).as(first.all()).isZero();
            Map<String, Set<String>> members = members(project);
            assertThat(members).isNotEmpty();

            // What another fills: the run begins, and the rows that it loads do not find room.
            Path orders = folder.resolve("orders.csv");
            writeOrders(orders, 300_000);
            Path definition = project.resolve("sources/orders.yaml");
            String mine = Files.readString(definition);
            Files.writeString(
                    definition,
                    mine.replace("path: data/orders.csv", "path: " + orders)
                            .replace("key: [order_id]", "  - {name: note, type: string}\nkey: [order_id]"));
            disk.leave(9);
            Told full = Told.by(project, "run");
            assertThat(full.exitCode()).as(full.all()).isIn(1, 4);
            assertThat(full.all())
                    .containsAnyOf("MB left, less than the 7 MB that a run needs", "No space left on device")
                    .doesNotContain("\tat ", "this is a bug");
            assertThat(members(project)).isEqualTo(members);

            disk.turnReadOnly();
            Told sealed = Told.by(project, "run");
            assertThat(sealed.exitCode()).as(sealed.all()).isEqualTo(4);
            isShort(sealed.err());
            assertThat(members(project)).isEqualTo(members);
            Told downloaded = Told.by(project, "segments", "members", "--all", "--to", folder.resolve("out") + "/");
            assertThat(downloaded.exitCode()).as(downloaded.all()).isZero();
            disk.turnWritable();

            disk.makeRoom();
            Files.writeString(definition, mine);
            Told mended = Told.by(project, "retry");
            assertThat(mended.exitCode()).as(mended.all()).isZero();
            assertThat(members(project)).isEqualTo(members);
        }
    }

    private static void writeOrders(Path file, int count) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("order_id;customer_id;Ordered on;amount;note\n");
            for (int i = 0; i < count; i++) {
                out.write(i + ";1;2026-06-01;1.00;");
                for (int part = 0; part < 6; part++) {
                    out.write(Long.toHexString(random.nextLong()));
                }
                out.write('\n');
            }
        }
    }

    @Test
    void a_run_needs_room_to_begin_and_stops_when_it_goes() throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
            Path project = init(disk);
            disk.leave(5);
            Told refused = Told.by(project, "run");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.err())
                    .matches("the disk of the warehouse \\Q" + project.resolve("warehouse")
                            + "\\E has [345] MB left, less"
                            + " than the 7 MB that a run needs\nmake room, then start again; a run that was stopped goes"
                            + " on by `segmill retry`\n");
            assertThat(project.resolve("warehouse/history.mv.db")).doesNotExist();
            disk.makeRoom();

            CheckedProject checked =
                    ProjectChecker.check(project, Map.of()).project().orElseThrow();
            CancelSignal stop = new CancelSignal();
            Progress filling = new AtTheFirstTask(() -> {
                try {
                    disk.leave(5);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                await(stop);
            });
            Night night = new Night(
                    checked,
                    new NightPlan(
                            "run", AS_OF, Workflow.of(checked), NightPlan.Reading.CHANGED, Set.of(), Optional.empty()),
                    filling,
                    stop,
                    Clock.systemUTC(),
                    Faults.NONE);
            Failure failure = catchThrowableOfType(Failure.class, () -> run(night, checked));
            assertThat(failure.blame()).isEqualTo(Failure.Blame.ENVIRONMENT);
            assertThat(failure.getMessage()).contains("MB left, less than the 7 MB that a run needs");
            isShort(failure.getMessage());
            disk.makeRoom();
            Told status = Told.by(project, "status", "--json");
            Set<String> errors = new TreeSet<>();
            new ObjectMapper().readTree(status.out()).get("tasks").forEach(task -> {
                if (!task.get("status").textValue().equals("Successful")) {
                    errors.add(task.get("status").textValue() + ": "
                            + task.get("error").textValue());
                }
            });
            assertThat(errors)
                    .isNotEmpty()
                    .isSubsetOf("Failed: " + failure.getMessage(), "Failed: the run ended: " + failure.getMessage());

            Told retried = Told.by(project, "retry");
            assertThat(retried.exitCode()).as(retried.all()).isZero();
            assertThat(members(project)).containsOnlyKeys("lapsed", "regulars", "winback");
        }
    }

    /** Until the run was told to stop, by whatever watches the disk. */
    private static void await(CancelSignal stop) {
        long start = System.nanoTime();
        while (!stop.isRaised()) {
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
            Thread.onSpinWait();
        }
    }

    private static void run(Night night, CheckedProject project) {
        try (ProjectLock lock = ProjectLock.take(
                project.settings(), LockHolder.here("run", "segmill run", Instant.parse("2026-06-30T02:00:00Z")))) {
            night.run(lock);
        }
    }
}
