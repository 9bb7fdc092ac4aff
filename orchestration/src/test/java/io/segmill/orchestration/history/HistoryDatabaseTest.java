package io.segmill.orchestration.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.project.Settings;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryDatabaseTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void a_reader_finds_nothing_and_makes_nothing_before_the_first_run(TestDatabase kind) throws Exception {
        Settings.HistoryDatabase settings = kind.fresh(folder);
        assertThat(HistoryDatabase.openIfPresent(settings)).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        HistoryDatabase.open(settings).close();
        assertThat(HistoryDatabase.openIfPresent(settings)).hasValueSatisfying(HistoryDatabase::close);
    }

    @Test
    void the_folder_of_an_h2_file_is_made() {
        Path deep = folder.resolve("a/b/history");
        HistoryDatabase.open(h2(deep)).close();
        assertThat(Files.exists(Path.of(deep + ".mv.db"))).isTrue();
    }

    @Test
    void an_h2_file_is_open_to_our_other_commands_on_this_machine_only() throws Exception {
        Path file = folder.resolve("history");
        try (HistoryDatabase database = HistoryDatabase.open(h2(file));
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
    void a_database_that_does_not_answer_is_the_machine_s_failure_and_shows_no_password() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String url = "jdbc:postgresql://localhost:" + port + "/segmill";
        Settings.HistoryDatabase settings =
                new Settings.HistoryDatabase(url + "?password=geheim", Optional.of("me"), Optional.of("geheim"));
        assertThatThrownBy(() -> HistoryDatabase.open(settings))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.blame()).isEqualTo(Blame.ENVIRONMENT))
                .hasMessage("the history database " + url + " does not answer: Connection refused");
    }

    @Test
    void a_file_that_is_no_database_is_told_in_a_line() throws Exception {
        Path file = folder.resolve("history");
        Files.writeString(Path.of(file + ".mv.db"), "not a database");
        assertThatThrownBy(() -> HistoryDatabase.open(h2(file)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("the history database jdbc:h2:file:" + file + " does not answer: ")
                .extracting(Throwable::getMessage)
                .asString()
                .hasLineCount(1);
    }

    private static Settings.HistoryDatabase h2(Path file) {
        return new Settings.HistoryDatabase("jdbc:h2:file:" + file, Optional.empty(), Optional.empty());
    }
}
