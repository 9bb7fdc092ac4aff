package io.segmill.orchestration.app;

import io.segmill.core.project.Settings.SparkSettings;
import io.segmill.jobs.session.SparkSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The one Spark of a test process, which all nights in it use: each night still has a session of its own. */
public final class OneSpark {
    private OneSpark() {}

    /** Starts it, if it is not there yet. */
    public static SparkSession started() {
        return Holder.SPARK;
    }

    private static final class Holder {
        private static final SparkSession SPARK = start();

        private static SparkSession start() {
            try {
                return SparkSessions.start(
                        new SparkSettings("local[*]", Map.of()),
                        ZoneOffset.UTC,
                        Files.createTempDirectory("segmill-test"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
