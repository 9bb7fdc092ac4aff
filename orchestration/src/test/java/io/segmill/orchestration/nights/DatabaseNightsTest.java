package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.run.Workflow;
import io.segmill.orchestration.batch.CancelSignal;
import io.segmill.orchestration.batch.Night;
import io.segmill.orchestration.batch.NightPlan;
import io.segmill.orchestration.history.LockHolder;
import io.segmill.orchestration.history.ProjectLock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights whose history database goes away. */
class DatabaseNightsTest {
    @TempDir
    private Path folder;

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("database"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    @Test
    void a_database_that_stops_ends_the_run_with_a_word_and_the_run_goes_on_when_it_is_back() throws IOException {
        Path project = folder.resolve("bookshop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        EmbeddedPostgres postgres = start(0);
        int port = postgres.getPort();
        Path settings = project.resolve("segmill.yaml");
        String url = "jdbc:postgresql://localhost:" + port + "/postgres";
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("url: jdbc:h2:file:warehouse/history", "url: " + url + "\n  user: postgres"));
        Told first = Told.by(project, "run");
        assertThat(first.exitCode()).as(first.all()).isZero();
        Map<String, Set<String>> members;
        try (PublishedTables tables = new PublishedTables(project)) {
            members = tables.members();
        }

        CheckedProject checked =
                ProjectChecker.check(project, Map.of()).project().orElseThrow();
        Night night = new Night(
                checked,
                new NightPlan(
                        "run --full",
                        LocalDate.of(2026, 6, 30),
                        Workflow.of(checked),
                        NightPlan.Reading.EVERYTHING,
                        Set.of(),
                        Optional.empty()),
                new AtTheFirstTask(() -> {
                    try {
                        postgres.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                new CancelSignal(),
                Clock.systemUTC(),
                Faults.NONE);
        Failure failure = catchThrowableOfType(Failure.class, () -> run(night, checked));
        assertThat(failure.blame()).isEqualTo(Failure.Blame.ENVIRONMENT);
        assertThat(failure.getMessage()).startsWith("the history database " + url + " does not answer: ");
        assertThat(failure.getMessage().lines()).hasSizeLessThanOrEqualTo(2);
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.publication().number()).isEqualTo(1);
            assertThat(tables.members()).isEqualTo(members);
        }

        try (EmbeddedPostgres again = start(port)) {
            assertThat(again.getPort()).isEqualTo(port);
            Told retried = Told.by(project, "retry");
            assertThat(retried.exitCode()).as(retried.all()).isZero();
            assertThat(retried.err()).contains("was interrupted: its process ended", "run 2 goes on, attempt 2");
        }
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.members()).isEqualTo(members);
        }
    }

    private static void run(Night night, CheckedProject project) {
        try (ProjectLock lock = ProjectLock.take(
                project.settings(), LockHolder.here("run", "segmill run", Instant.parse("2026-06-30T02:00:00Z")))) {
            night.run(lock);
        }
    }
}
