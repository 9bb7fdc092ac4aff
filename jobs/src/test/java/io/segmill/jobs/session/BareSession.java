package io.segmill.jobs.session;

import io.segmill.core.project.Settings.SparkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The least that a command on data has to do: start Spark and read one Delta table. A program of its own. */
public final class BareSession {
    private BareSession() {}

    /** @param arguments the table's folder; {@code ours} or {@code plain} for Spark's settings; a folder for its files */
    public static void main(String[] arguments) throws IOException {
        Path scratch = Path.of(arguments[2]);
        try (SparkSession spark = arguments[1].equals("ours") ? ours(scratch) : plain(scratch)) {
            System.out.println(spark.read()
                            .format("delta")
                            .load(arguments[0])
                            .collectAsList()
                            .size() + " rows");
        }
    }

    private static SparkSession ours(Path scratch) {
        return SparkSessions.start(new SparkSettings("local[*]", Map.of()), ZoneOffset.UTC, scratch);
    }

    private static SparkSession plain(Path scratch) {
        return SparkSession.builder()
                .master("local[*]")
                .config("spark.local.dir", scratch.toString())
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .getOrCreate();
    }
}
