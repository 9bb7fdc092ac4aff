package io.segmill.jobs.pass;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Quota;
import io.segmill.jobs.pass.block.Block;
import io.segmill.jobs.pass.block.Part;
import io.segmill.jobs.pass.block.StageReader;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.pass.rows.Bins;
import io.segmill.jobs.pass.rows.MembershipEncoder;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.table.SparkTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Applies limits and finds the members of expansions: whom they keep is known only when everybody is, so what hangs on
 * them is answered in further stages, from what the pass knows of the customers already.
 */
final class Stages {
    private static final String LIST = "list";
    private static final String CUSTOMER = "customer";

    private final SparkSession spark;
    private final SharedPlan plan;
    private final Broadcast<Sent> sent;
    private final Bins bins;
    private final Expander expander;
    private final Map<String, Expander.Found> expanded = new TreeMap<>();
    private final Map<String, String> failures = new TreeMap<>();

    Stages(SparkSession spark, SharedPlan plan, Broadcast<Sent> sent, Bins bins, Expander expander) {
        this.spark = spark;
        this.plan = plan;
        this.sent = sent;
        this.bins = bins;
        this.expander = expander;
    }

    /** Expansions whose members were found. */
    Map<String, Expander.Found> expanded() {
        return expanded;
    }

    /** Expansions that could not be found, and why. */
    Map<String, String> failures() {
        return failures;
    }

    /** Everything answered, kept where it is until it is released. */
    JavaRDD<Part> answered(JavaRDD<Part> first) {
        JavaRDD<Part> parts = first.persist(StorageLevel.MEMORY_AND_DISK());
        for (int stage = 1; stage <= plan.evaluation().lastStage(); stage++) {
            JavaRDD<Part> before = parts;
            parts = stage(before, stage).persist(StorageLevel.MEMORY_AND_DISK());
            parts.count();
            before.unpersist(false);
        }
        return parts;
    }

    private JavaRDD<Part> stage(JavaRDD<Part> parts, int stage) {
        Evaluation evaluation = plan.evaluation();
        List<Integer> due = new ArrayList<>();
        List<Integer> expansions = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (int number = 0; number < evaluation.ranked().size(); number++) {
            Evaluation.Ranked one = evaluation.ranked().get(number);
            if (evaluation.stage(one) == stage - 1) {
                (one.like().isPresent() ? expansions : due).add(number);
                numbers.put(plan.limited().get(number), plan.listOfLimited(number));
            }
        }
        int lists = plan.listOfLimited(plan.limited().size());
        Dataset<Row> kept = kept(candidates(parts, due), due);
        for (int number : expansions) {
            kept = kept.unionAll(expansion(parts, number));
        }
        Dataset<Row> found = kept;
        int now = stage;
        Broadcast<Sent> evaluated = sent;
        return parts.zipPartitions(
                SharedPass.packed(SharedPass.memberships(found, numbers, sent, bins), bins), (answered, chunks) -> {
                    StageReader reader = new StageReader(evaluated.value().evaluation(), now, lists);
                    return List.of(reader.answer(answered.next(), chunks)).iterator();
                });
    }

    /** The customers who are ranked: the segment, the key, then for each limit what ranks them and their group. */
    private Dataset<Row> candidates(JavaRDD<Part> parts, List<Integer> due) {
        int limits = limits(due);
        Coding key = Coding.of(plan.evaluation().key());
        Broadcast<Sent> evaluated = sent;
        List<String> segments = plan.limited();
        JavaRDD<Row> rows = parts.flatMap(part -> {
            Evaluation evaluation = evaluated.value().evaluation();
            List<Row> found = new ArrayList<>();
            for (Block block : part.blocks()) {
                for (int number : due) {
                    int node = evaluation
                            .kept()
                            .indexOf(evaluation.ranked().get(number).node());
                    add(
                            segments.get(number),
                            block,
                            block.kept()[node],
                            block.candidates()[number],
                            key,
                            limits,
                            found);
                }
            }
            return found.iterator();
        });
        StructType schema = new StructType()
                .add(LIST, DataTypes.StringType)
                .add(CUSTOMER, SparkTypes.of(plan.evaluation().key()));
        for (int limit = 0; limit < limits; limit++) {
            schema = schema.add(by(limit), DataTypes.BinaryType).add(per(limit), DataTypes.BinaryType);
        }
        return spark.createDataFrame(rows, schema);
    }

    private static void add(
            String segment,
            Block block,
            long[] met,
            Block.Candidates candidates,
            Coding key,
            int limits,
            List<Row> found) {
        for (int index = 0; index < candidates.places().length; index++) {
            int place = candidates.places()[index];
            if (!isSet(met, place)) {
                continue;
            }
            Object[] row = new Object[2 + 2 * limits];
            row[0] = segment;
            row[1] = block.keys().value(place, key);
            for (int limit = 0; limit < candidates.by().size(); limit++) {
                row[2 + 2 * limit] = candidates.by().get(limit)[index];
                row[3 + 2 * limit] = candidates.per().get(limit)[index];
            }
            found.add(RowFactory.create(row));
        }
    }

    private int limits(List<Integer> due) {
        return due.stream()
                .mapToInt(number ->
                        plan.evaluation().ranked().get(number).limits().size())
                .max()
                .orElse(0);
    }

    /** The list, the customer and no day, of those whom all limits keep. */
    private Dataset<Row> kept(Dataset<Row> candidates, List<Integer> due) {
        Dataset<Row> kept = candidates;
        for (int limit = 0; limit < limits(due); limit++) {
            WindowSpec group = Window.partitionBy(functions.col(LIST), functions.col(per(limit)));
            Column isKept = functions.lit(true);
            for (int number : due) {
                List<Limit> limits = plan.evaluation().ranked().get(number).limits();
                if (limit < limits.size()) {
                    isKept = functions
                            .when(
                                    functions
                                            .col(LIST)
                                            .equalTo(
                                                    functions.lit(plan.limited().get(number))),
                                    isKept(limits.get(limit).quota()))
                            .otherwise(isKept);
                }
            }
            kept = kept.withColumn(
                            "rank",
                            functions
                                    .row_number()
                                    .over(group.orderBy(
                                            functions.col(by(limit)).asc_nulls_last(),
                                            functions.col(CUSTOMER).asc())))
                    .withColumn("all", functions.count(functions.lit(1)).over(group))
                    .where(isKept);
        }
        return kept.select(
                functions.col(LIST),
                functions.col(CUSTOMER),
                functions.lit(null).cast(DataTypes.DateType).as("since"),
                functions.lit(null).cast(DataTypes.DoubleType).as(Expander.SIMILARITY));
    }

    /** Likewise those whom an expansion finds, with their similarity; nobody if it fails. */
    private Dataset<Row> expansion(JavaRDD<Part> parts, int number) {
        String id = plan.limited().get(number);
        Dataset<Row> members;
        try {
            Expander.Found one = expander.members(plan.project().segments().get(id), customers(parts, number));
            expanded.put(id, one);
            members = one.members();
        } catch (Failure e) {
            failures.put(id, e.getMessage());
            members = spark.createDataFrame(
                    List.of(),
                    new StructType()
                            .add(
                                    CustomerQueries.CUSTOMER_ID,
                                    SparkTypes.of(plan.evaluation().key()))
                            .add(Expander.SIMILARITY, DataTypes.IntegerType));
        }
        return members.select(
                functions.lit(id),
                functions.col(CustomerQueries.CUSTOMER_ID),
                functions.lit(null).cast(DataTypes.DateType),
                functions.col(Expander.SIMILARITY).divide(functions.lit(MembershipEncoder.MILLIONTHS)));
    }

    /** Every customer, and how an expansion sees them. */
    private Dataset<Row> customers(JavaRDD<Part> parts, int number) {
        Coding key = Coding.of(plan.evaluation().key());
        Evaluation.Ranked one = plan.evaluation().ranked().get(number);
        int liked = plan.evaluation().kept().indexOf(one.like().orElseThrow());
        int candidates = plan.evaluation().kept().indexOf(one.node());
        JavaRDD<Row> rows = parts.flatMap(part -> {
            List<Row> found = new ArrayList<>();
            for (Block block : part.blocks()) {
                for (int place = 0; place < block.keys().count(); place++) {
                    if (isSet(block.customers(), place)) {
                        found.add(RowFactory.create(
                                block.keys().value(place, key),
                                isSet(block.kept()[liked], place),
                                isSet(block.kept()[candidates], place)));
                    }
                }
            }
            return found.iterator();
        });
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add(
                                CustomerQueries.CUSTOMER_ID,
                                SparkTypes.of(plan.evaluation().key()))
                        .add(Expander.IS_LIKED, DataTypes.BooleanType)
                        .add(Expander.IS_CANDIDATE, DataTypes.BooleanType));
    }

    private static boolean isSet(long[] bits, int place) {
        return (bits[place >>> 6] >>> place & 1) != 0;
    }

    private static Column isKept(Quota quota) {
        if (quota instanceof Quota.Percent percent) {
            // A rank is at most P/100 of all, rounded up, when the one before it is below P/100 of all.
            Column before = functions.col("rank").minus(functions.lit(1)).multiply(functions.lit(100));
            return before.lt(functions
                    .lit(percent.percent())
                    .multiply(functions.col("all").cast(DataTypes.createDecimalType(19, 0))));
        }
        return functions.col("rank").leq(functions.lit(((Quota.Count) quota).count()));
    }

    private static String by(int limit) {
        return "by_" + (limit + 1);
    }

    private static String per(int limit) {
        return "per_" + (limit + 1);
    }
}
