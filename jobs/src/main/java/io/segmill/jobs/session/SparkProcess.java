package io.segmill.jobs.session;

import io.segmill.core.project.Settings;
import io.segmill.jobs.table.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Spark in this process, for callers that know nothing of Spark. */
public final class SparkProcess implements AutoCloseable {
    private final SparkSession session;
    private final Settings settings;
    private final Path scratch;

    private SparkProcess(SparkSession session, Settings settings, Path scratch) {
        this.session = session;
        this.settings = settings;
        this.scratch = scratch;
    }

    /**
     * Starts Spark for the one process that may write, which holds the project's lock. Shuffles and spills go beside a
     * local warehouse, where there is room for data; what a killed process left there is cleared.
     */
    public static SparkProcess forWriting(Settings settings) {
        if (!settings.warehouse().startsWith("/")) {
            return forReading(settings);
        }
        Path scratch = Path.of(settings.warehouse(), ".scratch");
        clear(scratch);
        return start(settings, scratch);
    }

    /** Starts Spark for a process that only reads; it disturbs no run. */
    public static SparkProcess forReading(Settings settings) {
        try {
            return start(settings, Files.createTempDirectory("segmill-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SparkProcess start(Settings settings, Path scratch) {
        return new SparkProcess(SparkSessions.start(settings.spark(), settings.timeZone(), scratch), settings, scratch);
    }

    public Warehouse warehouse() {
        return new Warehouse(session, settings.warehouse(), settings.retention().tableDays());
    }

    /** Interrupts what Spark is doing; may be called from any thread. */
    public void cancelJobs() {
        session.sparkContext().cancelAllJobs();
    }

    @Override
    public void close() {
        session.stop();
        clear(scratch);
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
