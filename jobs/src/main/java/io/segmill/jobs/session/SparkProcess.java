package io.segmill.jobs.session;

import io.segmill.core.fault.Faults;
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

/**
 * Spark in this process, for callers that know nothing of Spark. Where the process already runs Spark, it is used and left
 * running; otherwise it is started and stopped.
 */
public final class SparkProcess implements AutoCloseable {
    private final SparkSession session;
    private final boolean isStarted;
    private final Path scratch;
    private final Warehouse warehouse;

    private SparkProcess(SparkSession session, boolean isStarted, Path scratch, Warehouse warehouse) {
        this.session = session;
        this.isStarted = isStarted;
        this.scratch = scratch;
        this.warehouse = warehouse;
    }

    /**
     * Starts Spark for the one process that may write, which holds the project's lock. Shuffles and spills go beside a
     * local warehouse, where there is room for data; what a killed process left there is cleared.
     *
     * @param incoming bytes of the files that may be loaded
     * @param faults hears of each place at which the run may stop
     */
    public static SparkProcess forWriting(Settings settings, long incoming, Faults faults) {
        try {
            Path scratch = settings.warehouse().startsWith("/")
                    ? Path.of(settings.warehouse(), ".scratch")
                    : Files.createTempDirectory("segmill-");
            clear(scratch);
            boolean isStarted = !SparkSessions.isRunning();
            SparkSession session = SparkSessions.start(
                    QuerySettings.forWriting(settings.spark(), settings.warehouse(), incoming),
                    settings.timeZone(),
                    scratch);
            return new SparkProcess(session, isStarted, scratch, warehouse(session, settings, faults));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts Spark for a process that only reads; it disturbs no run. */
    public static SparkProcess forReading(Settings settings) {
        try {
            Path scratch = Files.createTempDirectory("segmill-");
            boolean isStarted = !SparkSessions.isRunning();
            SparkSession session = SparkSessions.start(
                    QuerySettings.forReading(settings.spark(), settings.warehouse()), settings.timeZone(), scratch);
            return new SparkProcess(session, isStarted, scratch, warehouse(session, settings, Faults.NONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Warehouse warehouse(SparkSession session, Settings settings, Faults faults) {
        return new Warehouse(session, settings.warehouse(), settings.retention().tableDays(), faults);
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    /** The calling thread, and those that it starts, work with this process's settings: Spark asks the thread for them. */
    public void attach() {
        SparkSession.setActiveSession(session);
    }

    /** Interrupts what Spark is doing; may be called from any thread. */
    public void cancelJobs() {
        session.sparkContext().cancelAllJobs();
    }

    @Override
    public void close() {
        if (isStarted) {
            session.stop();
        }
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
