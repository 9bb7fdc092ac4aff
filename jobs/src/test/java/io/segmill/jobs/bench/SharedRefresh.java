package io.segmill.jobs.bench;

import io.segmill.core.project.Segment;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.SharedPass;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.segment.SegmentRefresh;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Segmill itself: one pass for all segments of a book, and its Delta tables. */
final class SharedRefresh implements Way {
    static final String NAME = "Segmill, one pass";

    private final SparkSession spark;

    SharedRefresh(SparkSession spark) {
        this.spark = spark;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Counts evaluated(Book book) {
        SourceTables tables =
                SourceTables.of(book.data().warehouse(spark), book.data().versions());
        List<Segment> segments = book.project().segmentsInDependencyOrder();
        SharedPlan plan = SharedPlan.of(book.project(), segments, Set.of(), Book.AS_OF);
        Map<String, Long> counts = new HashMap<>();
        try (Evaluated evaluated = new SharedPass(spark, tables, plan)
                .evaluate(nobody(book.project().customerKey().type()), Optional.empty())) {
            evaluated
                    .totals(segments.stream()
                            .map(Segment::id)
                            .map(evaluated::refreshed)
                            .toList())
                    .changes()
                    .forEach((id, change) -> counts.put(id, change.members()));
        }
        return Counts.of(counts);
    }

    private Dataset<Row> nobody(DataType key) {
        return spark.createDataFrame(
                List.of(),
                new StructType()
                        .add("list", "string")
                        .add("customer", SparkTypes.of(key))
                        .add("since", "date"));
    }

    @Override
    public Counts published(Book book, Path into) {
        TableVersions versions = new TableVersions(Map.of());
        return night(book, new Warehouse(spark, into.toString(), 30), versions, "first");
    }

    /** A night over members that are there or not. @param versions of the members' tables, which the night moves on */
    Counts night(Book book, Warehouse into, TableVersions versions, String runId) {
        Map<String, Long> counts = new HashMap<>();
        new SegmentRefresh(
                        book.project(),
                        SourceTables.of(
                                book.data().warehouse(spark), book.data().versions()),
                        into,
                        versions,
                        runId,
                        Book.AS_OF)
                .refresh(book.project().segmentsInDependencyOrder(), Map.of(), Set.of())
                .forEach((id, refreshed) -> counts.put(id, refreshed.members()));
        return Counts.of(counts);
    }
}
