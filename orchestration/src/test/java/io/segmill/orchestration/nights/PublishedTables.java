package io.segmill.orchestration.nights;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.jobs.session.SparkProcess;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Publications;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A project's tables as a reader finds them after a run: those of the newest publication. */
final class PublishedTables implements AutoCloseable {
    private final SparkProcess spark;
    private final Warehouse warehouse;
    private final Publication publication;

    PublishedTables(Path project) {
        this(project, Map.of());
    }

    PublishedTables(Path project, Map<String, String> environment) {
        CheckedProject checked =
                ProjectChecker.check(project, environment).project().orElseThrow();
        spark = SparkProcess.forReading(checked.settings());
        warehouse = spark.warehouse();
        publication = new Publications(warehouse).newest().orElseThrow();
    }

    Publication publication() {
        return publication;
    }

    Dataset<Row> table(TableName name) {
        return warehouse.read(name, publication.versions().get(name));
    }

    /** Rows as texts, the values joined by commas. */
    List<String> rows(TableName name, String... columns) {
        return table(name).selectExpr(columns).collectAsList().stream()
                .map(row -> row.mkString(","))
                .sorted()
                .toList();
    }

    /** The customers' keys of every segment that has members. */
    Map<String, Set<String>> members() {
        return members(publication);
    }

    /** Likewise, as a run published them; nothing where it published nothing. */
    Optional<Map<String, Set<String>>> members(String runId) {
        return new Publications(warehouse).of(runId).map(this::members);
    }

    private Map<String, Set<String>> members(Publication as) {
        Map<String, Set<String>> members = new TreeMap<>();
        for (Row row : warehouse
                .read(TableName.MEMBERS, as.versions().get(TableName.MEMBERS))
                .select("segment_id", "customer_id")
                .collectAsList()) {
            members.computeIfAbsent(row.getString(0), id -> new TreeSet<>())
                    .add(row.get(1).toString());
        }
        return members;
    }

    @Override
    public void close() {
        spark.close();
    }
}
