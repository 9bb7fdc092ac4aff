package io.segmill.orchestration.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.project.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The database that keeps the history of runs, H2 or PostgreSQL, with its tables and Spring Batch's own. */
public final class HistoryDatabase implements AutoCloseable {
    /** The newest of the migrations. */
    static final String NEWEST = "10";

    private static final String H2_FILE = "jdbc:h2:file:";
    private static final String H2_ENDING = ".mv.db";
    private static final int H2_IN_USE = 90020;
    private static final int MOST_CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private enum Use {
        RECORDING,
        READING
    }

    static {
        // H2 reads these once, when it is loaded. By default its server for our other commands listens on all
        // interfaces.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
    }

    private final HikariDataSource pool;
    private final DataSource connections;
    private final String shownUrl;
    private final String warehouse;

    private HistoryDatabase(HikariDataSource pool, String shownUrl, String warehouse) {
        this.pool = pool;
        this.connections = new ImpatientDataSource(pool);
        this.shownUrl = shownUrl;
        this.warehouse = warehouse;
    }

    /**
     * Opens a project's database, made if it is an H2 file that is not there yet, and brings its tables up to date.
     */
    public static HistoryDatabase open(Settings settings) {
        HistoryDatabase database = connect(settings, Use.RECORDING);
        try {
            if (!database.isUpToDate()) {
                database.flyway().migrate();
            }
            return database;
        } catch (FlywayException e) {
            database.close();
            throw database.failure(e);
        }
    }

    /** Opens the database for someone who only reads; empty, and nothing is made, as long as nothing was recorded. */
    public static Optional<HistoryDatabase> openIfPresent(Settings settings) {
        if (h2File(settings.history()).filter(file -> !Files.exists(file)).isPresent()) {
            return Optional.empty();
        }
        HistoryDatabase database = connect(settings, Use.READING);
        try {
            if (database.isUpToDate()) {
                return Optional.of(database);
            }
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
        return connections;
    }

    /**
     * Whose runs these are, among those of all projects that share the database: a warehouse by its location, or, seen
     * from an H2 file, by the way there, so that both may be moved together.
     */
    String warehouse() {
        return warehouse;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** The failure to report when the database does not answer, without the password. */
    public Failure failure(Exception cause) {
        return failure(shownUrl, cause);
    }

    static Failure failure(Settings.HistoryDatabase settings, Exception cause) {
        return failure(shown(settings.url()), cause);
    }

    private static HistoryDatabase connect(Settings project, Use use) {
        Settings.HistoryDatabase settings = project.history();
        String shownUrl = shown(settings.url());
        long start = System.nanoTime();
        while (true) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("history");
            config.setJdbcUrl(url(settings, use));
            config.setUsername(settings.user().orElse(settings.isPostgreSql() ? null : "sa"));
            config.setPassword(settings.password().orElse(settings.isPostgreSql() ? null : ""));
            config.setMaximumPoolSize(MOST_CONNECTIONS);
            config.setMinimumIdle(1);
            config.setConnectionTimeout(PATIENCE.toMillis());
            try {
                Optional<Path> folder = h2File(settings).map(Path::getParent);
                if (folder.isPresent()) {
                    Files.createDirectories(folder.get());
                }
                return new HistoryDatabase(
                        new HikariDataSource(config), shownUrl, warehouse(project.warehouse(), h2File(settings)));
            } catch (IOException e) {
                throw failure(shownUrl, e);
            } catch (PoolInitializationException e) {
                boolean isBusy = told(e) instanceof SQLException busy && busy.getErrorCode() == H2_IN_USE;
                if (!isBusy || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw failure(shownUrl, e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Asks the table of Flyway itself, which takes longer to start than most commands to answer. */
    private boolean isUpToDate() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet migrations = statement.executeQuery("select \"version\", \"success\""
                        + " from \"flyway_schema_history\" order by \"installed_rank\" desc")) {
            return migrations.next() && NEWEST.equals(migrations.getString(1)) && migrations.getBoolean(2);
        } catch (SQLException e) {
            // Without its table, or without an answer: Flyway makes the one, and tells of the other.
            return false;
        }
    }

    private Flyway flyway() {
        return Flyway.configure(HistoryDatabase.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .javaMigrations(new SpringBatchTables())
                .placeholders(Map.of("warehouse", warehouse.replace("'", "''")))
                .load();
    }

    /**
     * What an H2 file needs besides. Who records opens it to other processes, and has each commit on disk: by default a
     * kill loses all. Who reads goes through the one that records, if there is one, and must not serve the file itself:
     * a run that came to such a server would lose its transaction when the reading command ends. So a reader without a
     * server holds the file alone for its moment, and who comes then tries again.
     */
    private static String url(Settings.HistoryDatabase settings, Use use) {
        Optional<Path> file = h2File(settings);
        if (file.isEmpty()) {
            return settings.url();
        }
        String served = settings.url() + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
        return switch (use) {
            case RECORDING -> served;
            case READING ->
                isServed(file.get())
                        ? served + ";IFEXISTS=TRUE"
                        : settings.url() + ";FILE_LOCK=FS;WRITE_DELAY=0;IFEXISTS=TRUE";
        };
    }

    /** Whether a process answers where H2's lock file says; the file is left over when its process was killed. */
    private static boolean isServed(Path h2File) {
        String name = h2File.toString();
        Path lock = Path.of(name.substring(0, name.length() - H2_ENDING.length()) + ".lock.db");
        Properties properties = new Properties();
        try (InputStream text = Files.newInputStream(lock)) {
            properties.load(text);
        } catch (IOException e) {
            return false;
        }
        String server = properties.getProperty("server", "");
        int colon = server.lastIndexOf(':');
        if (colon < 0) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))),
                    Math.toIntExact(PATIENCE.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String warehouse(String location, Optional<Path> h2File) {
        return h2File.filter(file -> location.startsWith("/"))
                .map(file -> file.getParent().relativize(Path.of(location)).toString())
                .orElse(location);
    }

    private static Optional<Path> h2File(Settings.HistoryDatabase settings) {
        return settings.url().startsWith(H2_FILE)
                ? Optional.of(Path.of(shown(settings.url()).substring(H2_FILE.length()) + H2_ENDING))
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
        Throwable told = told(cause);
        String reason = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        return new Failure(
                Blame.ENVIRONMENT,
                "the history database " + shownUrl + " does not answer: "
                        + reason.lines().findFirst().orElse("").strip(),
                cause);
    }

    /** What the database itself said, or whatever lies deepest. */
    private static Throwable told(Throwable failure) {
        Throwable told = failure;
        while (told.getCause() != null && !(told instanceof SQLException)) {
            told = told.getCause();
        }
        return told;
    }
}
