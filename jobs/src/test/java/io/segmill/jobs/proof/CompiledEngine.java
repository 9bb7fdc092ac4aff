package io.segmill.jobs.proof;

import io.segmill.core.condition.Condition;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.Column;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.SparkTypes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The meaning of segments by the DataFrame that they are compiled into. The first conditions of a project run as in
 * production; the others without generated code and exchanges, which takes a third of the time.
 */
final class CompiledEngine implements Engine, AutoCloseable {
    /** How many conditions are asked in one query. */
    private static final int BATCH = 6;

    /** Said by Spark when a query of several large conditions has more sorts and maps than memory pages for them. */
    private static final String MEMORY = "UNABLE_TO_ACQUIRE_MEMORY";

    private static final Map<String, String> LEAN = Map.of(
            "spark.sql.adaptive.enabled", "false",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN",
            "spark.sql.autoBroadcastJoinThreshold", "-1");

    private final RandomProject project;
    private final Tables asInProduction;
    private final Tables lean;
    private boolean first = true;

    CompiledEngine(RandomProject project, RandomData data) {
        this.project = project;
        this.asInProduction = Tables.of(TestSession.compiling(), 2, project, data);
        SparkSession session = TestSession.spark().newSession();
        LEAN.forEach((key, value) -> session.conf().set(key, value));
        this.lean = Tables.of(session, 1, project, data);
    }

    /** A project's tables in one session, cached: a relation of local rows would be folded by the optimizer, not run. */
    private record Tables(SparkSession session, Map<String, Dataset<Row>> tables) {
        static Tables of(SparkSession session, int partitions, RandomProject project, RandomData data) {
            Map<String, Dataset<Row>> tables = new HashMap<>();
            for (RandomProject.Table table : project.tables()) {
                StructType schema = SparkTypes.schema(table.columns().stream()
                        .map(column -> Column.of(column.name(), column.type()))
                        .toList());
                List<Row> rows = data.rows().get(table.id()).stream()
                        .map(RowFactory::create)
                        .toList();
                tables.put(
                        table.id(),
                        session.createDataFrame(rows, schema)
                                .repartition(partitions)
                                .cache());
            }
            return new Tables(session, tables);
        }
    }

    @Override
    public String name() {
        return "compiled";
    }

    @Override
    public Map<String, Answer> answers(Segments segments) {
        Map<String, Answer> answers = new HashMap<>();
        Map<String, Selection.Where> waiting = new LinkedHashMap<>();
        for (String id : segments.ids()) {
            Selection.Where selection =
                    (Selection.Where) segments.checked().segments().get(id).selection();
            Set<String> needed = selection.references().segments();
            if (waiting.size() == BATCH || needed.stream().anyMatch(waiting::containsKey)) {
                answers.putAll(batch(segments, waiting, answers));
                waiting.clear();
            }
            if (selection.limits().isEmpty()) {
                waiting.put(id, selection);
            } else {
                answers.put(id, one(segments, selection, answers));
            }
        }
        answers.putAll(batch(segments, waiting, answers));
        return answers;
    }

    private CustomerQueries queries(Segments segments, Map<String, Answer> before) {
        Tables tables = first ? asInProduction : lean;
        return new CustomerQueries(
                segments.checked(),
                tables.tables()::get,
                id -> members(tables.session(), before.get(id)),
                project.asOf());
    }

    private Dataset<Row> members(SparkSession session, Answer answer) {
        Column key = Column.of(
                CustomerQueries.CUSTOMER_ID,
                project.table("customers").column("customer_id").type());
        List<Row> rows = answer.members().stream()
                .map(text -> RowFactory.create(
                        switch (key.type().kind()) {
                            case INT -> Integer.valueOf(text);
                            case BIGINT -> Long.valueOf(text);
                            default -> text;
                        }))
                .toList();
        return session.createDataFrame(rows, SparkTypes.schema(List.of(key)));
    }

    private Answer one(Segments segments, Selection.Where selection, Map<String, Answer> before) {
        try {
            Set<String> members = new TreeSet<>();
            for (Row row : queries(segments, before)
                    .members(selection.condition(), selection.limits())
                    .collectAsList()) {
                if (!members.add(String.valueOf(row.get(0)))) {
                    throw new IllegalStateException("a customer twice: " + row.get(0));
                }
            }
            return Answer.of(members);
        } catch (Exception e) {
            return Answer.failed(e);
        }
    }

    private Map<String, Answer> batch(
            Segments segments, Map<String, Selection.Where> waiting, Map<String, Answer> before) {
        if (waiting.isEmpty()) {
            return Map.of();
        }
        Map<String, Answer> answers = new HashMap<>();
        try {
            answers.putAll(together(segments, waiting, before));
        } catch (Exception e) {
            waiting.forEach((id, selection) -> answers.put(id, one(segments, selection, before)));
            boolean fineAlone = answers.values().stream().allMatch(answer -> answer.kind() == Answer.Kind.MEMBERS);
            if (fineAlone && !String.valueOf(e.getMessage()).contains(MEMORY)) {
                answers.replaceAll((id, answer) -> Answer.failed(e));
            }
        }
        first = false;
        return answers;
    }

    private Map<String, Answer> together(
            Segments segments, Map<String, Selection.Where> waiting, Map<String, Answer> before) {
        List<Condition> conditions =
                waiting.values().stream().map(Selection.Where::condition).toList();
        List<Row> rows =
                queries(segments, before).answers(conditions, List.of()).collectAsList();
        Map<String, Answer> answers = new HashMap<>();
        for (String id : waiting.keySet()) {
            int column = answers.size() + 1;
            Set<String> members = new TreeSet<>();
            for (Row row : rows) {
                if (row.getBoolean(column) && !members.add(String.valueOf(row.get(0)))) {
                    throw new IllegalStateException("a customer twice: " + row.get(0));
                }
            }
            answers.put(id, Answer.of(members));
        }
        return answers;
    }

    @Override
    public void close() {
        asInProduction.tables().values().forEach(table -> table.unpersist(true));
        lean.tables().values().forEach(table -> table.unpersist(true));
    }
}
