package io.segmill.jobs.pass;

import io.segmill.jobs.pass.block.Block;
import io.segmill.jobs.pass.block.Part;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.pass.rows.KeyCuts;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.table.SparkTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    private static final int COUNTS = 4;

    private final SharedPlan plan;
    private final JavaRDD<Part> parts;
    private final KeyCuts cuts;
    private final Map<String, Expander.Found> expanded;
    private final Map<String, String> failures;

    Evaluated(
            SharedPlan plan,
            JavaRDD<Part> parts,
            KeyCuts cuts,
            Map<String, Expander.Found> expanded,
            Map<String, String> failures) {
        this.plan = plan;
        this.parts = parts;
        this.cuts = cuts;
        this.expanded = Map.copyOf(expanded);
        this.failures = Map.copyOf(failures);
    }

    public SharedPlan plan() {
        return plan;
    }

    /** The customers by parts of their keys, in the order of the keys. */
    public JavaRDD<Part> parts() {
        return parts;
    }

    /** Where the parts are cut. */
    public KeyCuts cuts() {
        return cuts;
    }

    /** Expansions whose members were found, and what there is to say of them. */
    public Map<String, Expander.Found> expanded() {
        return expanded;
    }

    /** Expansions whose members could not be found, and why. */
    public Map<String, String> failures() {
        return failures;
    }

    /** How the members of a segment changed. @param rated members who stayed, but are more or less similar than before */
    public record Change(long members, long entered, long left, long rated) {}

    /**
     * Where a segment's members are in every block, before and now.
     *
     * @param kept the number of the node that they are now, among the kept ones; {@link #NOBODY} or {@link #THE_SAME}
     * @param list the number of the published members among the given lists; {@link #NOBODY}
     * @param rated the number of the list that tells how similar the members are now; {@link #NOBODY}
     */
    public record Lists(String segment, int kept, int list, int rated) implements Serializable {
        /** There are no members. */
        public static final int NOBODY = -1;

        /** The members are the published ones. */
        public static final int THE_SAME = -2;

        /** A member's similarity now, in millionths; negative where there is none. */
        public int similarity(Block block, int place) {
            return rated == NOBODY ? -1 : block.given().similarity(rated, place);
        }

        /** Whether members of the block have a similarity now. */
        public boolean isRated(Block block) {
            return isRated(block, rated);
        }

        /** How many of those customers, a word of bits, are more or less similar than before. */
        private int ratedAnew(Block block, int word, long customers) {
            if (list == rated || list == NOBODY || !(isRated(block, list) || isRated(block, rated))) {
                return 0;
            }
            int count = 0;
            for (long bits = customers; bits != 0; bits &= bits - 1) {
                int place = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (similarity(block, place) != block.given().similarity(list, place)) {
                    count++;
                }
            }
            return count;
        }

        private static boolean isRated(Block block, int list) {
            return list != NOBODY && block.given().isRated(list);
        }

        /** Whether what is to be written of the block is anything but what is published. */
        public boolean isChanged(Block block) {
            long[] now = now(block);
            long[] before = before(block);
            for (int word = 0; word < now.length; word++) {
                if (now[word] != before[word] || ratedAnew(block, word, now[word]) > 0) {
                    return true;
                }
            }
            return false;
        }

        /** The members, a bit for each customer of the block. */
        public long[] now(Block block) {
            return switch (kept) {
                case NOBODY -> new long[(block.keys().count() + 63) >>> 6];
                case THE_SAME -> before(block);
                default -> block.kept()[kept];
            };
        }

        /** The published members. */
        public long[] before(Block block) {
            return list == NOBODY
                    ? new long[(block.keys().count() + 63) >>> 6]
                    : block.given().of(list);
        }
    }

    /** Of a segment whose members are what the pass found. */
    public Lists refreshed(String segment) {
        int later = plan.limited().indexOf(segment);
        return new Lists(
                segment,
                plan.evaluation().kept().indexOf(plan.nodes().get(segment)),
                plan.list(segment).orElse(Lists.NOBODY),
                later < 0 ? Lists.NOBODY : plan.listOfLimited(later));
    }

    /** Of a segment that keeps its published members. */
    public Lists same(String segment) {
        int list = plan.list(segment).orElse(Lists.NOBODY);
        return new Lists(segment, Lists.THE_SAME, list, list);
    }

    /** Of a segment whose members all leave. */
    public Lists gone(String segment) {
        return new Lists(segment, Lists.NOBODY, plan.list(segment).orElse(Lists.NOBODY), Lists.NOBODY);
    }

    /** Everybody who is a member of these segments: the segment, then the customer's key. */
    public Dataset<Row> members(SparkSession spark, Collection<String> segments) {
        Coding key = Coding.of(plan.evaluation().key());
        List<String> ids = List.copyOf(segments);
        int[] kept = ids.stream().mapToInt(id -> refreshed(id).kept()).toArray();
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
        List<Lists> places = List.copyOf(segments);
        List<Counts> all = parts.map(part -> new Counts(
                        count(part, places),
                        new Part(List.of(), part.errors(), part.testNanos(), part.feedNanos(), part.rows())))
                .collect();
        Map<String, Change> changes = new TreeMap<>();
        for (int index = 0; index < places.size(); index++) {
            long[] sum = new long[COUNTS];
            for (Counts counts : all) {
                for (int which = 0; which < sum.length; which++) {
                    sum[which] += counts.counts()[index][which];
                }
            }
            changes.put(places.get(index).segment(), new Change(sum[0], sum[1], sum[2], sum[3]));
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

    private static long[][] count(Part part, List<Lists> places) {
        long[][] counts = new long[places.size()][COUNTS];
        for (Block block : part.blocks()) {
            for (int index = 0; index < counts.length; index++) {
                long[] now = places.get(index).now(block);
                long[] before = places.get(index).before(block);
                for (int word = 0; word < now.length; word++) {
                    counts[index][0] += Long.bitCount(now[word]);
                    counts[index][1] += Long.bitCount(now[word] & ~before[word]);
                    counts[index][2] += Long.bitCount(before[word] & ~now[word]);
                    counts[index][3] += places.get(index).ratedAnew(block, word, now[word] & before[word]);
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
