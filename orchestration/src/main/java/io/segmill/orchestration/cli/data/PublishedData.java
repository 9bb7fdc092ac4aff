package io.segmill.orchestration.cli.data;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.jobs.session.SparkFailures;
import io.segmill.jobs.session.SparkProcess;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Publications;
import io.segmill.jobs.table.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** Starts Spark for a command that reads what is published, and stops it again. */
public final class PublishedData {
    private PublishedData() {}

    /**
     * Asks the newest publication.
     *
     * @return empty as long as nothing is published; Spark is then not started if the warehouse is a local folder
     */
    public static <T> Optional<T> read(CheckedProject project, BiFunction<Warehouse, Publication, T> question) {
        String warehouse = project.settings().warehouse();
        if (warehouse.startsWith("/") && !Files.isDirectory(Path.of(warehouse, "runs", "published"))) {
            return Optional.empty();
        }
        try (SparkProcess spark = SparkProcess.forReading(project.settings())) {
            Warehouse tables = spark.warehouse();
            return new Publications(tables).newest().map(publication -> question.apply(tables, publication));
        } catch (Exception e) {
            throw SparkFailures.known(e);
        }
    }

    /** What to say where nothing is published. */
    static Failure nothing() {
        return new Failure(Failure.Blame.USER, "nothing is published yet\nfix: run `segmill run` first");
    }
}
