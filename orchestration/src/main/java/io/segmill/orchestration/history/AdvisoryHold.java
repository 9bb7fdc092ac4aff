package io.segmill.orchestration.history;

import io.segmill.core.project.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The advisory lock of a warehouse in PostgreSQL, on a connection of its own: it ends with its session. */
final class AdvisoryHold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryHold.class);

    /** PostgreSQL cuts application names there. */
    private static final int NAME_BYTES = 63;

    private static final int PATIENCE_SECONDS = 10;
    /** The server notices a moment later that a process was killed. */
    private static final Duration FOR_A_SESSION_TO_END = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Connection connection;
    private final long key;

    private AdvisoryHold(Connection connection, long key) {
        this.connection = connection;
        this.key = key;
    }

    static AdvisoryHold take(
            Settings.HistoryDatabase database, String warehouse, ProjectLock.Right right, LockHolder holder) {
        Properties properties = new Properties();
        database.user().ifPresent(user -> properties.setProperty("user", user));
        database.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("tcpKeepAlive", "true");
        String name = "segmill " + holder.kind() + ", process " + holder.pid() + " on " + holder.host();
        properties.setProperty("ApplicationName", name.substring(0, Math.min(name.length(), NAME_BYTES)));
        long key = key(right, warehouse);
        try {
            Connection connection = DriverManager.getConnection(database.url(), properties);
            boolean taken = false;
            try {
                long began = System.nanoTime();
                taken = tryLock(connection, key);
                while (!taken && System.nanoTime() - began < FOR_A_SESSION_TO_END.toNanos()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                    taken = tryLock(connection, key);
                }
                if (!taken) {
                    throw right.busy(holderOf(connection, key));
                }
                return new AdvisoryHold(connection, key);
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw HistoryDatabase.failure(database, e);
        }
    }

    boolean stillHeld() {
        try {
            return connection.isValid(PATIENCE_SECONDS) && holds(connection, key);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the lock back itself: the session ends only some time after it was told to. */
    @Override
    public void close() {
        try (Connection ending = connection;
                PreparedStatement unlock = ending.prepareStatement("select pg_advisory_unlock(?)")) {
            unlock.setLong(1, key);
            unlock.execute();
        } catch (SQLException e) {
            // Without a server there is no lock either; what it means for the run is told by the history.
            LOG.debug("the lock was gone before it was given back", e);
        }
    }

    private static boolean tryLock(Connection connection, long key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            query.setLong(1, key);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static boolean holds(Connection connection, long key) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select 1 from pg_locks where " + ofKey("pid = pg_backend_pid()"))) {
            setKey(query, key);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next();
            }
        }
    }

    private static String holderOf(Connection connection, long key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select a.application_name, a.backend_start from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                        + " where " + ofKey("true"))) {
            setKey(query, key);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next()
                        ? holder(answer.getString(1), answer.getTimestamp(2))
                        : "it has just ended; try again";
            }
        }
    }

    /** Of sessions of other roles PostgreSQL tells nothing more. */
    private static String holder(String application, Timestamp since) {
        return since == null ? "a session of another database user" : application + " since " + since.toInstant();
    }

    /** A 64-bit key lies in pg_locks in two halves. */
    private static String ofKey(String further) {
        return "locktype = 'advisory' and granted and objsubid = 1 and classid::bigint = ? and objid::bigint = ? and "
                + "database = (select oid from pg_database where datname = current_database()) and " + further;
    }

    private static void setKey(PreparedStatement query, long key) throws SQLException {
        query.setLong(1, key >>> 32);
        query.setLong(2, key & 0xFFFF_FFFFL);
    }

    private static long key(ProjectLock.Right right, String warehouse) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((right.key() + " " + warehouse).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
