package io.segmill.jobs.proof;

import io.segmill.core.project.Segment;
import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.Expander;
import io.segmill.jobs.pass.SharedPass;
import io.segmill.jobs.pass.plan.PassSize;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.SparkTypes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The meaning of segments by one pass over the data for all of them. */
final class PassEngine implements Engine, AutoCloseable {
    /** So that even little data takes several groups of customers, and more rows come than wait. */
    private static final PassSize SIZE = new PassSize(10_000, 1_000_000, 4096, 3, 5);

    private static final int PARTITIONS = 2;

    private final RandomProject project;
    private final Map<String, Dataset<Row>> tables = new HashMap<>();

    PassEngine(RandomProject project, RandomData data) {
        this.project = project;
        for (RandomProject.Table table : project.tables()) {
            StructType schema = SparkTypes.schema(table.columns().stream()
                    .map(column -> io.segmill.core.schema.Column.of(column.name(), column.type()))
                    .toList());
            List<Row> rows =
                    data.rows().get(table.id()).stream().map(RowFactory::create).toList();
            tables.put(
                    table.id(),
                    TestSession.compiling()
                            .createDataFrame(rows, schema)
                            .repartition(PARTITIONS)
                            .cache());
        }
    }

    @Override
    public String name() {
        return "shared pass";
    }

    @Override
    public Map<String, Answer> answers(Segments segments) {
        List<Segment> all = new ArrayList<>();
        segments.ids().forEach(id -> all.add(segments.checked().segment(id).orElseThrow()));
        return of(TestSession.compiling(), segments, all, tables, project.asOf());
    }

    private static Map<String, Answer> of(
            SparkSession spark,
            Segments segments,
            List<Segment> all,
            Map<String, Dataset<Row>> tables,
            LocalDate asOf) {
        SharedPlan plan = SharedPlan.of(segments.checked(), all, Set.of(), asOf);
        Map<String, Answer> answers = new HashMap<>();
        try (Evaluated evaluated =
                new SharedPass(spark, tables::get, plan, SIZE).evaluate(List.of(), Optional.empty(), Expander.NONE)) {
            Map<String, Set<String>> members = new HashMap<>();
            segments.ids().forEach(id -> members.put(id, new TreeSet<>()));
            for (Row row : evaluated.members(spark, segments.ids()).collectAsList()) {
                if (!members.get(row.getString(0)).add(String.valueOf(row.get(1)))) {
                    throw new IllegalStateException("a customer twice: " + row);
                }
            }
            Map<Integer, String> errors = evaluated.totals(List.of()).errors();
            for (String id : segments.ids()) {
                Optional<String> error = plan.tests(id).stream()
                        .filter(errors::containsKey)
                        .map(errors::get)
                        .findFirst();
                answers.put(
                        id,
                        error.map(ArithmeticException::new)
                                .map(Answer::failed)
                                .orElseGet(() -> Answer.of(members.get(id))));
            }
        }
        return answers;
    }

    @Override
    public void close() {
        tables.values().forEach(table -> table.unpersist(true));
    }
}
