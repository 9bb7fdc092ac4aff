package io.segmill.jobs.pass;

import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.batch.FrameColumns;
import io.segmill.jobs.pass.block.Part;
import io.segmill.jobs.pass.block.PartReader;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.plan.PassSize;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.pass.rows.Bins;
import io.segmill.jobs.pass.rows.Chunks;
import io.segmill.jobs.pass.rows.CustomerEncoder;
import io.segmill.jobs.pass.rows.Days;
import io.segmill.jobs.pass.rows.FeedEncoder;
import io.segmill.jobs.pass.rows.KeyCuts;
import io.segmill.jobs.pass.rows.MembershipEncoder;
import io.segmill.jobs.query.RowFrame;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.session.Aside;
import io.segmill.jobs.session.Portable;
import io.segmill.jobs.table.SparkTypes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Tuple2;

/**
 * Runs a {@link SharedPlan}: every source is read once; what its rows say of customers is packed, brought to the
 * customers' part in one shuffle, accumulated there, and all conditions are answered bin by bin.
 */
public final class SharedPass {
    /** What a bin's customers take in all, so that it stays in a processor's cache. */
    private static final int BIN_BYTES = 2 << 20;

    private static final int FEWEST_IN_A_BIN = 64;
    private static final int MOST_BINS = 8192;
    private static final int MOST_PARTS = 128;
    /** How many times as many parts must be wanted before everything is cut anew. */
    private static final int MOST_COARSE = 4;

    private static final long PACKED_AT_A_TIME = 64L << 20;

    private final SparkSession spark;
    private final SourceTables tables;
    private final SharedPlan plan;
    private final PassSize size;

    public SharedPass(SparkSession spark, SourceTables tables, SharedPlan plan) {
        this(spark, tables, plan, PassSize.USUAL);
    }

    public SharedPass(SparkSession spark, SourceTables tables, SharedPlan plan, PassSize size) {
        this.spark = spark;
        this.tables = tables;
        this.plan = plan;
        this.size = size;
    }

    /** Where the keys of customers are cut, and the customers. */
    private record Customers(KeyRanges ranges, SourceBatches batches) {}

    /** Every customer's key and the columns that the plan reads, those of other sources joined, and anchored aggregates. */
    private Dataset<Row> customers() {
        Dataset<Row> customers = RowFrame.of(plan.project().customers().id(), plan.customerColumns(), tables);
        for (SharedPlan.AnchorPlan anchor : plan.anchors()) {
            Dataset<Row> values = values(anchor, customers.select(RowFrame.column(anchor.anchor())));
            customers = customers.join(
                    values,
                    customers.col(RowFrame.quoted(anchor.anchor().toString())).equalTo(values.col("`anchor key`")),
                    "left");
        }
        return customers;
    }

    /** For each value of an anchor the aggregates that are tied to it. */
    private Dataset<Row> values(SharedPlan.AnchorPlan anchor, Dataset<Row> anchors) {
        Evaluation evaluation = anchor.evaluation();
        ColumnPath key = new ColumnPath(
                RowPath.at(anchor.anchor().rows().start()),
                io.segmill.core.schema.Column.of("anchor", evaluation.key()));
        Dataset<Row> entities = anchors.toDF("anchor")
                .where(functions.col("anchor").isNotNull())
                .distinct();
        List<String> names = new ArrayList<>();
        names.add("anchor key");
        anchor.columns().forEach(column -> names.add(column.toString()));
        return values(evaluation, KeyRanges.of(entities, evaluation.key()), entities, key, names);
    }

    private int partitions() {
        return Integer.parseInt(spark.conf().get("spark.sql.shuffle.partitions"));
    }

    private int bins(long customers, Evaluation evaluation) {
        long bytes = 8L
                * (evaluation.words() + evaluation.bags() + evaluation.slots().size() + 1);
        long inABin = Math.min(size.customersABin(), Math.max(FEWEST_IN_A_BIN, BIN_BYTES / bytes));
        return (int) Math.max(1, Math.min(MOST_BINS, (customers + inABin - 1) / inABin));
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    static JavaRDD<Tuple2<Integer, byte[]>> packed(JavaRDD<Tuple2<Integer, byte[]>> chunks, Bins bins) {
        return JavaPairRDD.fromJavaRDD(chunks).partitionBy(new PartOfBin(bins)).map(chunk -> chunk);
    }

    private static final class PartOfBin extends Partitioner {
        private static final long serialVersionUID = 1;

        private final Bins bins;

        PartOfBin(Bins bins) {
            this.bins = bins;
        }

        @Override
        public int numPartitions() {
            return bins.parts();
        }

        @Override
        public int getPartition(Object bin) {
            return bins.part((Integer) bin);
        }
    }

    private static JavaRDD<Tuple2<Integer, byte[]>> customers(
            SourceBatches customers, ColumnPath key, Broadcast<Sent> sent, Bins bins) {
        FrameColumns columns = customers.columns();
        Portable<ColumnPath> sentKey = new Portable<>(key);
        return customers.batches().mapPartitions(batches -> {
            Evaluation evaluation = sent.value().evaluation();
            int number = PartReader.customers(evaluation);
            BatchColumns batch = new BatchColumns(columns);
            CustomerEncoder encoder = new CustomerEncoder(number, sentKey.value(), evaluation.customerColumns(), batch);
            return Chunks.of(batches, batch, List.of(encoder), bins, number + 1, PACKED_AT_A_TIME);
        });
    }

    /** All related rows, one scan for each source. */
    private JavaRDD<Tuple2<Integer, byte[]>> rows(List<Scans.Scan> scans, Broadcast<Sent> sent, Bins bins) {
        JavaRDD<Tuple2<Integer, byte[]>> all = context().emptyRDD();
        for (Scans.Scan scan : scans) {
            List<Integer> feeds = scan.feeds();
            FrameColumns columns = scan.rows().columns();
            all = all.union(scan.rows()
                    .batches()
                    .mapPartitions(batches -> chunks(batches, sent.value(), feeds, columns, bins)));
        }
        return all;
    }

    private static Iterator<Tuple2<Integer, byte[]>> chunks(
            Iterator<ColumnarBatch> batches, Sent sent, List<Integer> feeds, FrameColumns columns, Bins bins) {
        Evaluation evaluation = sent.evaluation();
        ConditionEvaluator evaluator = new ConditionEvaluator(evaluation.asOf(), evaluation.zone());
        BatchColumns batch = new BatchColumns(columns);
        List<FeedEncoder> encoders = feeds.stream()
                .map(feed -> new FeedEncoder(
                        feed,
                        sent.layouts().feeds().get(feed),
                        batch,
                        evaluator,
                        new Days(evaluation.zone()),
                        evaluation.asOf().toEpochDay()))
                .toList();
        return Chunks.of(batches, batch, encoders, bins, evaluation.feeds().size(), PACKED_AT_A_TIME);
    }

    /**
     * Memberships that are given.
     *
     * @param lists a list's id, the customer's key, the day on which it was entered, the similarity from 0 to 1
     */
    static JavaRDD<Tuple2<Integer, byte[]>> memberships(
            Dataset<Row> lists, Map<String, Integer> numbers, Broadcast<Sent> sent, Bins bins) {
        SourceBatches memberships = SourceBatches.of(lists);
        FrameColumns columns = memberships.columns();
        List<String> names = List.of(lists.columns());
        return memberships.batches().mapPartitions(batches -> {
            Evaluation evaluation = sent.value().evaluation();
            int number = PartReader.memberships(evaluation);
            BatchColumns batch = new BatchColumns(columns);
            MembershipEncoder encoder = new MembershipEncoder(number, names, numbers, evaluation.key(), batch);
            return Chunks.of(batches, batch, List.of(encoder), bins, number + 1, PACKED_AT_A_TIME);
        });
    }

    /**
     * Looks the values of the plan's slots up: the customer's key, then one column a slot, one row a customer.
     *
     * @param names of the columns, the key's first
     */
    public Dataset<Row> values(List<String> names) {
        Evaluation evaluation = plan.evaluation();
        return values(evaluation, ranges(), customers(), key(), names);
    }

    private ColumnPath key() {
        return new ColumnPath(
                RowPath.at(plan.project().customers().id()), plan.project().customerKey());
    }

    private KeyRanges ranges() {
        return KeyRanges.of(
                tables.rows(plan.project().customers().id())
                        .select(functions.col(RowFrame.quoted(key().column().name()))),
                key().column().type());
    }

    private Dataset<Row> values(
            Evaluation evaluation, KeyRanges ranges, Dataset<Row> entities, ColumnPath key, List<String> names) {
        Bins bins = ranges.bins(ranges.bounds(partitions()), bins(ranges.customers(), evaluation));
        List<Scans.Scan> scans = Scans.of(plan.project().sources(), evaluation, tables);
        Broadcast<Sent> sent = context().broadcast(new Sent(evaluation, scans));
        PassSize cut = size;
        JavaRDD<Row> rows = packed(customers(SourceBatches.of(entities), key, sent, bins), bins)
                .zipPartitions(packed(rows(scans, sent, bins), bins), (customers, others) -> new PartReader(
                                sent.value().evaluation(), sent.value().layouts(), bins, 0, cut)
                        .values(customers, others));
        StructType schema = new StructType().add(names.get(0), SparkTypes.of(evaluation.key()), false);
        for (int slot = 0; slot < evaluation.slots().size(); slot++) {
            schema = schema.add(
                    names.get(slot + 1),
                    SparkTypes.of(evaluation.slots().get(slot).operand().type()));
        }
        return spark.createDataFrame(rows, schema);
    }

    /**
     * Evaluates the plan.
     *
     * @param given members from outside: the list's id, the customer's key, the day on which the customer became one,
     *     the similarity from 0 to 1
     * @param laidOut where the published members are cut, to be cut alike unless that has become too coarse
     * @param expander finds the members of expansions
     */
    public Evaluated evaluate(List<Dataset<Row>> given, Optional<KeyCuts> laidOut, Expander expander) {
        Evaluation evaluation = plan.evaluation();
        ColumnPath key = key();
        // Spark needs as long to plan the customers as to plan everything else.
        Aside<Customers> planned =
                Aside.begin("customers of a pass", () -> new Customers(ranges(), SourceBatches.of(customers())));
        List<Scans.Scan> scans = Scans.of(plan.project().sources(), evaluation, tables);
        Broadcast<Sent> sent = context().broadcast(new Sent(evaluation, scans));
        KeyRanges ranges = planned.result().ranges();
        int wanted = parts(ranges.customers());
        KeyCuts cuts = laidOut.filter(some -> wanted <= MOST_COARSE * some.ranges())
                .orElseGet(() -> KeyCuts.of(ranges.bounds(wanted), key.column().type(), ranges.interns()));
        Bins bins = ranges.bins(cuts.codes(ranges.interns()), bins(ranges.customers(), evaluation));
        int lists = plan.lists().size();
        PassSize cut = size;
        JavaRDD<Tuple2<Integer, byte[]>> customers = customers(planned.result().batches(), key, sent, bins);
        for (Dataset<Row> some : given) {
            customers = customers.union(memberships(some, plan.lists(), sent, bins));
        }
        JavaRDD<Part> answered = packed(customers, bins)
                .zipPartitions(packed(rows(scans, sent, bins), bins), (known, rows) -> List.of(new PartReader(
                                        sent.value().evaluation(), sent.value().layouts(), bins, lists, cut)
                                .answer(known, rows, sent.value().answers()))
                        .iterator());
        Stages stages = new Stages(spark, plan, sent, bins, expander);
        return new Evaluated(plan, stages.answered(answered), cuts, stages.expanded(), stages.failures());
    }

    /** So many that a part is a file of members of a handy size: about one customer in eight is a member. */
    private int parts(long customers) {
        long memberships = customers * Math.max(1, plan.nodes().size()) / 8;
        return (int) Math.max(
                Math.min(partitions(), customers / size.customersAPart() + 1),
                Math.min(MOST_PARTS, memberships / size.membershipsAPart()));
    }
}
