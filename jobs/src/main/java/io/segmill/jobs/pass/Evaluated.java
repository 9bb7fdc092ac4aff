package io.segmill.jobs.pass;

import io.segmill.jobs.pass.block.Block;
import io.segmill.jobs.pass.block.Part;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.pass.rows.Bins;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.table.SparkTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a pass has found out about all customers, kept until it is closed. */
public final class Evaluated implements AutoCloseable {
    private final SharedPlan plan;
    private final JavaRDD<Part> parts;
    private final Bins bins;

    Evaluated(SharedPlan plan, JavaRDD<Part> parts, Bins bins) {
        this.plan = plan;
        this.parts = parts;
        this.bins = bins;
    }

    public SharedPlan plan() {
        return plan;
    }

    /** The customers by parts of their keys, in the order of the keys. */
    public JavaRDD<Part> parts() {
        return parts;
    }

    public Bins bins() {
        return bins;
    }

    /** How the members of a segment changed. */
    public record Change(long members, long entered, long left) {}

    /**
     * Where a segment's members are, before and now, in every block.
     *
     * @param kept among the kept nodes; absent for a segment that has no members any more
     * @param list the published members; absent for a segment that had none
     */
    public record Lists(String segment, Optional<Integer> kept, Optional<Integer> list) {
        /** The members, a bit for each customer of the block. */
        public long[] now(Block block) {
            return kept.map(number -> block.kept()[number])
                    .orElseGet(() -> new long[(block.keys().count() + 63) >>> 6]);
        }

        /** The published members. */
        public long[] before(Block block) {
            return list.map(number -> block.given().of(number))
                    .orElseGet(() -> new long[(block.keys().count() + 63) >>> 6]);
        }
    }

    /** Of a segment that was evaluated. */
    public Lists lists(String segment) {
        return new Lists(
                segment,
                Optional.of(plan.evaluation().kept().indexOf(plan.nodes().get(segment))),
                plan.list(segment));
    }

    /** Everybody who is a member of these segments: the segment, then the customer's key. */
    public Dataset<Row> members(SparkSession spark, Collection<String> segments) {
        Coding key = Coding.of(plan.evaluation().key());
        List<String> ids = List.copyOf(segments);
        int[] kept = ids.stream().mapToInt(id -> lists(id).kept().orElseThrow()).toArray();
        JavaRDD<Row> rows = parts.flatMap(part -> {
            List<Row> members = new ArrayList<>();
            for (Block block : part.blocks()) {
                for (int index = 0; index < kept.length; index++) {
                    long[] now = block.kept()[kept[index]];
                    for (int place = 0; place < block.keys().count(); place++) {
                        if ((now[place >>> 6] >>> place & 1) != 0) {
                            members.add(RowFactory.create(
                                    ids.get(index), block.keys().value(place, key)));
                        }
                    }
                }
            }
            return members.iterator();
        });
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("segment_id", DataTypes.StringType)
                        .add(
                                CustomerQueries.CUSTOMER_ID,
                                SparkTypes.of(plan.evaluation().key())));
    }

    /** What the pass has come to. @param error of tests, by number */
    public record Totals(Map<String, Change> changes, Map<Integer, String> errors, Cost cost) {}

    /** Time that went into tests and into the rows of feeds, in nanoseconds, and the rows that fed each accumulator. */
    public record Cost(long[] testNanos, long[] feedNanos, long[][] rows) {}

    private record Counts(long[][] counts, Part part) implements Serializable {}

    /** Counts the members of segments. */
    public Totals totals(Collection<Lists> segments) {
        List<int[]> places = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Lists lists : segments) {
            ids.add(lists.segment());
            places.add(new int[] {lists.kept().orElse(-1), lists.list().orElse(-1)});
        }
        List<Counts> all = parts.map(part -> new Counts(
                        count(part, places),
                        new Part(List.of(), part.errors(), part.testNanos(), part.feedNanos(), part.rows())))
                .collect();
        Map<String, Change> changes = new TreeMap<>();
        for (int index = 0; index < ids.size(); index++) {
            long[] sum = new long[3];
            for (Counts counts : all) {
                for (int which = 0; which < sum.length; which++) {
                    sum[which] += counts.counts()[index][which];
                }
            }
            changes.put(ids.get(index), new Change(sum[0], sum[1], sum[2]));
        }
        Map<Integer, String> errors = new TreeMap<>();
        long[] tests = new long[plan.evaluation().leaves().size()];
        long[] feeds = new long[plan.evaluation().feeds().size()];
        long[][] rows = plan.evaluation().feeds().stream()
                .map(feed -> new long[feed.accumulators().size()])
                .toArray(long[][]::new);
        for (Counts counts : all) {
            Part part = counts.part();
            for (int test = 0; test < tests.length; test++) {
                tests[test] += part.testNanos()[test];
                if (part.errors()[test] != null) {
                    errors.putIfAbsent(test, part.errors()[test]);
                }
            }
            for (int feed = 0; feed < feeds.length; feed++) {
                feeds[feed] += part.feedNanos()[feed];
                for (int accumulator = 0; accumulator < rows[feed].length; accumulator++) {
                    rows[feed][accumulator] += part.rows()[feed][accumulator];
                }
            }
        }
        return new Totals(changes, errors, new Cost(tests, feeds, rows));
    }

    private static long[][] count(Part part, List<int[]> places) {
        long[][] counts = new long[places.size()][3];
        for (Block block : part.blocks()) {
            for (int index = 0; index < counts.length; index++) {
                int[] place = places.get(index);
                long[] now = place[0] < 0 ? new long[0] : block.kept()[place[0]];
                long[] before = place[1] < 0 ? new long[0] : block.given().of(place[1]);
                for (int word = 0; word < Math.max(now.length, before.length); word++) {
                    long is = word < now.length ? now[word] : 0;
                    long was = word < before.length ? before[word] : 0;
                    counts[index][0] += Long.bitCount(is);
                    counts[index][1] += Long.bitCount(is & ~was);
                    counts[index][2] += Long.bitCount(was & ~is);
                }
            }
        }
        return counts;
    }

    @Override
    public void close() {
        parts.unpersist(false);
    }
}
