package io.segmill.orchestration.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.project.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The database that keeps the history of runs, H2 or PostgreSQL, with its tables and Spring Batch's own. */
public final class HistoryDatabase implements AutoCloseable {
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final int MOST_CONNECTIONS = 8;
    private static final long PATIENCE_MILLIS = 10_000;

    static {
        // H2 reads these once, when it is loaded. By default its server for our other commands listens on all
        // interfaces.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
    }

    private final HikariDataSource pool;
    private final String shownUrl;

    private HistoryDatabase(HikariDataSource pool, String shownUrl) {
        this.pool = pool;
        this.shownUrl = shownUrl;
    }

    /** Opens the database, made if it is an H2 file that is not there yet, and brings its tables up to date. */
    public static HistoryDatabase open(Settings.HistoryDatabase settings) {
        HistoryDatabase database = connect(settings);
        try {
            database.flyway().migrate();
            return database;
        } catch (FlywayException e) {
            database.close();
            throw database.failure(e);
        }
    }

    /** Opens the database for someone who only reads; empty, and nothing is made, as long as nothing was recorded. */
    public static Optional<HistoryDatabase> openIfPresent(Settings.HistoryDatabase settings) {
        if (h2File(settings).filter(file -> !Files.exists(file)).isPresent()) {
            return Optional.empty();
        }
        HistoryDatabase database = connect(settings);
        try {
            Flyway flyway = database.flyway();
            if (flyway.info().current() == null) {
                database.close();
                return Optional.empty();
            }
            flyway.migrate();
            return Optional.of(database);
        } catch (FlywayException e) {
            database.close();
            throw database.failure(e);
        }
    }

    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** The failure to report when the database does not answer, without the password. */
    Failure failure(Exception cause) {
        return failure(shownUrl, cause);
    }

    static Failure failure(Settings.HistoryDatabase settings, Exception cause) {
        return failure(shown(settings.url()), cause);
    }

    private static HistoryDatabase connect(Settings.HistoryDatabase settings) {
        String shownUrl = shown(settings.url());
        HikariConfig config = new HikariConfig();
        config.setPoolName("history");
        config.setJdbcUrl(url(settings));
        config.setUsername(settings.user().orElse(settings.isPostgreSql() ? null : "sa"));
        config.setPassword(settings.password().orElse(settings.isPostgreSql() ? null : ""));
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        try {
            Optional<Path> folder = h2File(settings).map(Path::getParent);
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
            }
            return new HistoryDatabase(new HikariDataSource(config), shownUrl);
        } catch (PoolInitializationException | IOException e) {
            throw failure(shownUrl, e);
        }
    }

    private Flyway flyway() {
        return Flyway.configure(HistoryDatabase.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration")
                .javaMigrations(new SpringBatchTables())
                .load();
    }

    /** Open to other processes while this one has it, and on disk with each commit: the default loses all at a kill. */
    private static String url(Settings.HistoryDatabase settings) {
        String url = settings.url();
        if (!url.startsWith(H2_FILE)) {
            return url;
        }
        for (String setting : new String[] {"AUTO_SERVER=TRUE", "WRITE_DELAY=0"}) {
            String name = setting.substring(0, setting.indexOf('=') + 1);
            if (!url.toUpperCase(Locale.ROOT).contains(";" + name)) {
                url += ";" + setting;
            }
        }
        return url;
    }

    private static Optional<Path> h2File(Settings.HistoryDatabase settings) {
        return settings.url().startsWith(H2_FILE)
                ? Optional.of(Path.of(shown(settings.url()).substring(H2_FILE.length()) + ".mv.db"))
                : Optional.empty();
    }

    /** The URL without its parameters, among which a password may be. */
    private static String shown(String url) {
        int end = url.length();
        for (char start : new char[] {'?', ';'}) {
            int at = url.indexOf(start);
            if (at >= 0) {
                end = Math.min(end, at);
            }
        }
        return url.substring(0, end);
    }

    private static Failure failure(String shownUrl, Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new Failure(
                Blame.ENVIRONMENT,
                "the history database " + shownUrl + " does not answer: "
                        + reason.lines().findFirst().orElse("").strip(),
                cause);
    }
}
