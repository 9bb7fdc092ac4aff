package io.segmill.orchestration.history;

import io.segmill.core.project.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that the history runs on. */
public enum TestDatabase {
    H2 {
        private Optional<byte[]> migrated = Optional.empty();

        @Override
        Settings.HistoryDatabase fresh(Path folder) {
            return new Settings.HistoryDatabase(
                    "jdbc:h2:file:" + folder.resolve("history"), Optional.empty(), Optional.empty());
        }

        @Override
        Settings.HistoryDatabase withTables(Path folder) {
            Settings.HistoryDatabase database = fresh(folder);
            Path file = folder.resolve("history.mv.db");
            try {
                if (migrated.isPresent()) {
                    Files.write(file, migrated.get());
                } else {
                    migrate(database);
                    migrated = Optional.of(Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return database;
        }

        @Override
        public Kept kept(Path warehouse) {
            return new Kept() {
                @Override
                public String url() {
                    return "jdbc:h2:file:" + warehouse.resolve("history");
                }

                @Override
                public void keep() {
                    // The file is kept and put back with the warehouse.
                }

                @Override
                public void putBack() {
                    // As above.
                }
            };
        }
    },
    POSTGRESQL {
        private Optional<String> migrated = Optional.empty();

        @Override
        Settings.HistoryDatabase fresh(Path folder) {
            String name = newName();
            execute("create database " + name);
            return database(name);
        }

        @Override
        Settings.HistoryDatabase withTables(Path folder) {
            if (migrated.isEmpty()) {
                String name = newName();
                execute("create database " + name);
                migrate(database(name));
                migrated = Optional.of(name);
            }
            String name = newName();
            execute("create database " + name + " template " + migrated.get());
            return database(name);
        }

        private Settings.HistoryDatabase database(String name) {
            return new Settings.HistoryDatabase(url(name), Optional.of("postgres"), Optional.of("secret"));
        }

        @Override
        public Kept kept(Path warehouse) {
            String name = newName();
            execute("create database " + name);
            return new Kept() {
                @Override
                public String url() {
                    return TestDatabase.url(name) + "?user=postgres";
                }

                @Override
                public void keep() {
                    execute("create database " + name + "_kept template " + name);
                }

                @Override
                public void putBack() {
                    execute("drop database " + name + " with (force)");
                    execute("create database " + name + " template " + name + "_kept");
                }
            };
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A database that can be put back to what it was. */
    public interface Kept {
        String url();

        /** It is now as it shall be again. */
        void keep();

        void putBack();
    }

    /** A database without tables. */
    abstract Settings.HistoryDatabase fresh(Path folder);

    /** A database with all tables, and no run: a copy of one that was migrated once, which takes a second. */
    abstract Settings.HistoryDatabase withTables(Path folder);

    /** The database of a project whose warehouse lies there. */
    public abstract Kept kept(Path warehouse);

    private static void migrate(Settings.HistoryDatabase database) {
        HistoryDatabase.open(LockHoldingProcess.settings("/projects/shop/warehouse", database))
                .close();
    }

    private static String newName() {
        return "history" + NUMBER.incrementAndGet();
    }

    private static String url(String name) {
        return "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name;
    }

    private static void execute(String sql) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

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
