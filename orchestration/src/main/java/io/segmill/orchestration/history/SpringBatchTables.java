package io.segmill.orchestration.history;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Makes Spring Batch's own tables with the script that Spring Batch ships for the database. */
final class SpringBatchTables implements JavaMigration {
    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("2");
    }

    @Override
    public String getDescription() {
        return "spring batch tables";
    }

    /** None: the script belongs to Spring Batch. */
    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        String database = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL") ? "postgresql" : "h2";
        ScriptUtils.executeSqlScript(
                connection, new ClassPathResource("org/springframework/batch/core/schema-" + database + ".sql"));
    }
}
