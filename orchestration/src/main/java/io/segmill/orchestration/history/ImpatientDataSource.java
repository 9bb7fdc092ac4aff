package io.segmill.orchestration.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of a pool that has its own patience. When one caller has waited in vain, those who ask right after it are
 * refused at once: a run that loses its database has a dozen things to record, and must not wait for each.
 */
final class ImpatientDataSource extends DelegatingDataSource {
    private static final Duration MEMORY = Duration.ofSeconds(2);

    private volatile Vain last = null;

    private record Vain(String message, long nanoTime) {}

    ImpatientDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Vain before = last;
        if (before != null && System.nanoTime() - before.nanoTime() < MEMORY.toNanos()) {
            throw new SQLTransientConnectionException(before.message());
        }
        try {
            Connection connection = super.getConnection();
            last = null;
            return connection;
        } catch (SQLException e) {
            last = new Vain(e.getMessage(), System.nanoTime());
            throw e;
        }
    }
}
