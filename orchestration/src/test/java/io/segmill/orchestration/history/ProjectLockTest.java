package io.segmill.orchestration.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.project.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectLockTest {
    private static final Instant NOW = Instant.parse("2026-06-30T02:00:05Z");

    @TempDir
    Path folder;

    @Test
    void another_process_that_holds_the_lock_is_named_and_its_death_frees_the_lock() throws Exception {
        Settings settings = settings(TestDatabase.H2);
        java.lang.Process other = hold(settings);
        try {
            assertBusy(
                    settings,
                    "another run holds the project: run, process " + other.pid() + " on "
                            + InetAddress.getLocalHost().getHostName()
                            + " since 2026-06-30T02:00:00Z: segmill run --full\nwait until it ends");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(Files.readString(lockFile())).contains("pid: " + other.pid());
        try (ProjectLock lock = take(settings)) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(Files.readAllLines(lockFile()))
                    .contains("pid: " + ProcessHandle.current().pid());
        }
    }

    @Test
    void on_postgresql_a_warehouse_that_is_not_local_is_locked_too() throws Exception {
        Settings settings =
                LockHoldingProcess.settings("s3a://bucket/warehouse", TestDatabase.POSTGRESQL.fresh(folder));
        java.lang.Process other = hold(settings);
        try {
            assertThatThrownBy(() -> take(settings))
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.blame())
                            .isEqualTo(Blame.BUSY))
                    .hasMessageMatching("another run holds the project: segmill run, process " + other.pid()
                            + " on \\S+ since \\S+Z\nwait until it ends");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(lockFile()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void within_one_process_the_second_comes_too_late_and_the_first_keeps_the_lock(TestDatabase kind) throws Exception {
        Settings settings = settings(kind);
        try (ProjectLock lock = take(settings)) {
            assertBusy(settings, "another run holds the project: " + lock.holder() + "\nwait until it ends");
            assertThat(lock.stillHeld()).isTrue();
            try (BufferedReader other = output(start(settings))) {
                assertThat(other.readLine()).contains("another run holds the project: " + lock.holder());
            }
        }
        take(settings).close();
        assertThat(Files.readString(lockFile())).isEmpty();
    }

    @Test
    void a_lock_file_of_a_dead_process_is_no_lock() throws Exception {
        Files.createDirectories(lockFile().getParent());
        Files.writeString(lockFile(), "kind: run\npid: 1\n");
        take(settings(TestDatabase.H2)).close();
    }

    @Test
    void a_lock_file_that_was_deleted_or_replaced_is_not_held_any_more() throws Exception {
        try (ProjectLock lock = take(settings(TestDatabase.H2))) {
            Files.delete(lockFile());
            assertThat(lock.stillHeld()).isFalse();
            Files.writeString(lockFile(), "");
            assertThat(lock.stillHeld()).isFalse();
        }
    }

    @Test
    void a_session_that_the_database_ended_holds_nothing() throws Exception {
        Settings settings = settings(TestDatabase.POSTGRESQL);
        try (ProjectLock lock = take(settings);
                Connection connection =
                        DriverManager.getConnection(settings.history().url(), "postgres", "");
                Statement statement = connection.createStatement()) {
            assertThat(lock.stillHeld()).isTrue();
            statement.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
            assertThat(lock.stillHeld()).isFalse();
        }
    }

    @Test
    void a_warehouse_that_cannot_be_written_is_the_machine_s_failure() throws Exception {
        Files.writeString(folder.resolve("warehouse"), "a file where a folder is due");
        assertThatThrownBy(() -> take(settings(TestDatabase.H2)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.blame()).isEqualTo(Blame.ENVIRONMENT))
                .hasMessageStartingWith("the warehouse " + folder.resolve("warehouse") + " cannot be written: ");
    }

    private static ProjectLock take(Settings settings) {
        return ProjectLock.take(settings, LockHolder.here("refresh", "segmill refresh vip", NOW));
    }

    private static void assertBusy(Settings settings, String message) {
        assertThatThrownBy(() -> take(settings))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.blame()).isEqualTo(Blame.BUSY))
                .hasMessage(message);
    }

    private Settings settings(TestDatabase kind) {
        return LockHoldingProcess.settings(folder.resolve("warehouse").toString(), kind.fresh(folder));
    }

    private Path lockFile() {
        return folder.resolve("warehouse/segmill.lock");
    }

    private static java.lang.Process hold(Settings settings) throws IOException {
        java.lang.Process process = start(settings);
        BufferedReader output = output(process);
        assertThat(output.readLine()).isEqualTo("taken by " + process.pid());
        return process;
    }

    private static java.lang.Process start(Settings settings) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHoldingProcess.class.getName(),
                        settings.warehouse(),
                        settings.history().url())
                .redirectErrorStream(true)
                .start();
    }

    private static BufferedReader output(java.lang.Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
