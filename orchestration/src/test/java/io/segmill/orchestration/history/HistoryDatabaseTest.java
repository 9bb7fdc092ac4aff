package io.segmill.orchestration.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.project.Settings;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class HistoryDatabaseTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void a_reader_finds_nothing_and_makes_nothing_before_the_first_run(TestDatabase kind) throws Exception {
        Settings.HistoryDatabase settings = kind.fresh(folder);
        assertThat(HistoryDatabase.openIfPresent(of(settings))).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        HistoryDatabase.open(of(settings)).close();
        assertThat(HistoryDatabase.openIfPresent(of(settings))).hasValueSatisfying(HistoryDatabase::close);
    }

    @ParameterizedTest
    @EnumSource
    void a_history_from_before_shared_passes_is_read_on(TestDatabase kind) {
        Settings.HistoryDatabase settings = kind.fresh(folder);
        Flyway before = Flyway.configure(getClass().getClassLoader())
                .dataSource(
                        settings.url(),
                        settings.user().orElse("sa"),
                        settings.password().orElse(""))
                .locations("classpath:db/migration")
                .javaMigrations(new SpringBatchTables())
                .target("2")
                .load();
        before.migrate();
        JdbcClient sql = JdbcClient.create(before.getConfiguration().getDataSource());
        sql.sql("insert into run values ('r1', 1, 'run', date '2026-06-30', 'Successful', 'hash', 'here', 1,"
                        + " current_timestamp, current_timestamp, current_timestamp, current_timestamp)")
                .update();
        sql.sql("insert into task values ('r1', 'segments', 'vip', 'Successful', null, current_timestamp,"
                        + " current_timestamp, 120, 30, 10, '[]', null, 'v1', '{}', '{}')")
                .update();

        try (JdbcHistory history =
                new JdbcHistory(HistoryDatabase.openIfPresent(of(settings)).orElseThrow())) {
            assertThat(history.tasks("r1"))
                    .extracting(TaskRecord::task, TaskRecord::rows, TaskRecord::sharedCost)
                    .containsExactly(tuple(TaskName.segment("vip"), OptionalLong.of(120), Optional.empty()));
        }
    }

    /** Or else a database that lacks a migration would pass for one that is up to date. */
    @Test
    void the_newest_migration_is_known_by_its_number() {
        try (HistoryDatabase database = HistoryDatabase.open(of(h2(folder.resolve("history"))))) {
            assertThat(JdbcClient.create(database.dataSource())
                            .sql(
                                    "select \"version\" from \"flyway_schema_history\" order by \"installed_rank\" desc limit 1")
                            .query(String.class)
                            .single())
                    .isEqualTo(HistoryDatabase.NEWEST);
        }
    }

    @Test
    void the_folder_of_an_h2_file_is_made() {
        Path deep = folder.resolve("a/b/history");
        HistoryDatabase.open(of(h2(deep))).close();
        assertThat(Files.exists(Path.of(deep + ".mv.db"))).isTrue();
    }

    @Test
    void an_h2_file_is_open_to_our_other_commands_on_this_machine_only() throws Exception {
        Path file = folder.resolve("history");
        try (HistoryDatabase database = HistoryDatabase.open(of(h2(file)));
                Connection connection = database.dataSource().getConnection();
                ResultSet writeDelay = connection
                        .createStatement()
                        .executeQuery("select setting_value from information_schema.settings"
                                + " where setting_name = 'WRITE_DELAY'")) {
            Properties server = new Properties();
            server.load(Files.newBufferedReader(Path.of(file + ".lock.db")));
            String address = server.getProperty("server");
            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port).close();
            assertThatThrownBy(() -> new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), port))
                    .isInstanceOf(ConnectException.class);
            assertThat(writeDelay.next()).isTrue();
            assertThat(writeDelay.getInt(1)).isZero();
        }
    }

    @Test
    void a_reading_command_reads_while_a_run_records() throws Exception {
        Path file = folder.resolve("history");
        try (JdbcHistory history = new JdbcHistory(HistoryDatabase.open(of(h2(file))))) {
            history.begin("r1", "run", LocalDate.EPOCH, "hash", Map.of(), Instant.EPOCH);
            java.lang.Process reader = reader(file);
            assertThat(line(reader)).isEqualTo("runs 1");
            reader.getOutputStream().close();
            assertThat(reader.waitFor()).isZero();
            history.ended("r1", RunStatus.SUCCESSFUL, Instant.EPOCH);
        }
    }

    @Test
    void a_run_waits_for_a_reading_command_and_never_leans_on_it() throws Exception {
        Path file = folder.resolve("history");
        HistoryDatabase.open(of(h2(file))).close();
        java.lang.Process reader = reader(file);
        assertThat(line(reader)).isEqualTo("runs 0");
        assertThat(Path.of(file + ".lock.db")).doesNotExist();

        CompletableFuture<HistoryDatabase> run =
                CompletableFuture.supplyAsync(() -> HistoryDatabase.open(of(h2(file))));
        reader.getOutputStream().close();
        assertThat(reader.waitFor()).isZero();
        run.get().close();
    }

    @Test
    void a_database_that_does_not_answer_is_the_machine_s_failure_and_shows_no_password() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String url = "jdbc:postgresql://localhost:" + port + "/segmill";
        Settings.HistoryDatabase settings =
                new Settings.HistoryDatabase(url + "?password=geheim", Optional.of("me"), Optional.of("geheim"));
        assertThatThrownBy(() -> HistoryDatabase.open(of(settings)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.blame()).isEqualTo(Blame.ENVIRONMENT))
                .hasMessage("the history database " + url + " does not answer: Connection to localhost:" + port
                        + " refused. Check that the hostname and port are correct and that the postmaster is accepting"
                        + " TCP/IP connections.");
    }

    @Test
    void a_file_that_is_no_database_is_told_in_a_line() throws Exception {
        Path file = folder.resolve("history");
        Files.writeString(Path.of(file + ".mv.db"), "not a database");
        assertThatThrownBy(() -> HistoryDatabase.open(of(h2(file))))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("the history database jdbc:h2:file:" + file + " does not answer: ")
                .extracting(Throwable::getMessage)
                .asString()
                .hasLineCount(1);
    }

    private static java.lang.Process reader(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HistoryReadingProcess.class.getName(),
                        h2(file).url())
                .redirectErrorStream(true)
                .start();
    }

    private static String line(java.lang.Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static Settings of(Settings.HistoryDatabase database) {
        return LockHoldingProcess.settings("/projects/shop/warehouse", database);
    }

    private static Settings.HistoryDatabase h2(Path file) {
        return new Settings.HistoryDatabase("jdbc:h2:file:" + file, Optional.empty(), Optional.empty());
    }
}
