package io.segmill.jobs.session;

import io.segmill.core.project.Settings.SparkSettings;
import java.nio.file.Path;
import java.time.ZoneId;
import org.apache.spark.sql.SparkSession;

/** Starts Spark sessions with the settings that every Segmill process shares. */
public final class SparkSessions {
    private SparkSessions() {}

    /**
     * Starts a session of its own; on the Spark that this process already runs, if it does.
     *
     * @param zone the project's time zone, in which timestamps belong to their day
     * @param scratch a local folder for shuffles and spills; made if missing
     */
    public static SparkSession start(SparkSettings settings, ZoneId zone, Path scratch) {
        SparkSession.Builder builder = LocalFiles.use(SparkSession.builder())
                .appName("segmill")
                .master(settings.master())
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.session.timeZone", zone.getId())
                .config("spark.sql.datetime.java8API.enabled", true)
                .config(
                        "spark.sql.warehouse.dir",
                        scratch.resolve("spark-warehouse").toUri().toString())
                .config("spark.local.dir", scratch.toString())
                .config(
                        "spark.sql.shuffle.partitions",
                        2L * Runtime.getRuntime().availableProcessors())
                .config("spark.databricks.delta.snapshotPartitions", 1)
                // Delta recomputes a table's whole state after each commit where the zone is not UTC, for the sake of
                // partitions by timestamp. No table has partitions.
                .config("spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled", false)
                // A version's number must not grow by a vacuum: the published one is the newest.
                .config("spark.databricks.delta.vacuum.logging.enabled", false)
                // What a publication or an unfinished run needs is read however old it is, as long as it is there.
                .config("spark.databricks.delta.vacuum.enforceTimeTravelWithinDeletedFileRetentionDuration", false)
                .config("spark.ui.enabled", false)
                .config("spark.ui.showConsoleProgress", false);
        if (settings.master().startsWith("local")) {
            builder.config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    // With a few partitions on one machine it has nothing to gain, and plans every stage once more.
                    .config("spark.sql.adaptive.enabled", false);
        }
        settings.conf().forEach(builder::config);
        SparkSession session = builder.create();
        SparkSession.setDefaultSession(session);
        SparkSession.setActiveSession(session);
        return session;
    }

    /** Whether this process runs Spark. */
    static boolean isRunning() {
        return SparkSession.getDefaultSession()
                .exists(session -> !session.sparkContext().isStopped());
    }
}
