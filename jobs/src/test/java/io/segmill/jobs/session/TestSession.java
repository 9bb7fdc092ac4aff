package io.segmill.jobs.session;

import io.segmill.core.project.Settings.SparkSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session of a test process, started by the first test that asks for it. It interprets queries, as a project
 * with so little data has it.
 */
public final class TestSession {
    /** Not the machine's, so that a test sees which of the two is used. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private TestSession() {}

    public static SparkSession spark() {
        return Holder.SPARK;
    }

    /** A session that compiles its queries, as projects with more data have it. */
    public static SparkSession compiling() {
        SparkSession session = spark().newSession();
        session.conf().set("spark.sql.codegen.wholeStage", true);
        session.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
        return session;
    }

    private static final class Holder {
        private static final SparkSession SPARK = start();

        private static SparkSession start() {
            try {
                SparkSession spark = SparkSessions.start(
                        new SparkSettings(
                                "local[2]",
                                Map.of(
                                        "spark.sql.shuffle.partitions", "3",
                                        "spark.sql.codegen.wholeStage", "false",
                                        "spark.sql.codegen.factoryMode", "NO_CODEGEN")),
                        ZONE,
                        Files.createTempDirectory("segmill-test"));
                spark.sparkContext().setLogLevel("ERROR");
                return spark;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
