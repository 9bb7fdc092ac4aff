package io.segmill.orchestration.history;

import io.segmill.core.project.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that the history runs on. */
enum TestDatabase {
    H2 {
        @Override
        Settings.HistoryDatabase fresh(Path folder) {
            return new Settings.HistoryDatabase(
                    "jdbc:h2:file:" + folder.resolve("history"), Optional.empty(), Optional.empty());
        }
    },
    POSTGRESQL {
        @Override
        Settings.HistoryDatabase fresh(Path folder) {
            String name = "history" + NUMBER.incrementAndGet();
            try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return new Settings.HistoryDatabase(
                    "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name,
                    Optional.of("postgres"),
                    Optional.of("secret"));
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A database without tables. */
    abstract Settings.HistoryDatabase fresh(Path folder);

    /** Started with the first test that needs it; its own shutdown hook ends it. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
