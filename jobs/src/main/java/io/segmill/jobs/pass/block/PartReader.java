package io.segmill.jobs.pass.block;

import io.segmill.core.condition.Operand;
import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.project.Limit;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.plan.PassSize;
import io.segmill.jobs.pass.rows.Bins;
import io.segmill.jobs.pass.rows.Days;
import io.segmill.jobs.pass.rows.Layouts;
import io.segmill.jobs.pass.rows.ValueReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/**
 * The work of one task: the customers of a part, then all rows about them, then, one bin after the other and in each one
 * group of customers after the other, so that a processor's cache holds what is known of them, the answers. Rows wait in
 * chunks, up to a limit; beyond it they are accumulated where they are.
 */
public final class PartReader {
    /** How many bytes of chunks wait. */
    private static final long MOST_WAITING = 256L << 20;

    /** What the accumulators of the customers that are accumulated together take: about a core's nearer caches. */
    private static final int GROUP_BYTES = 128 << 10;

    private final Evaluation evaluation;
    private final Bins bins;
    private final int lists;
    private final Coding key;
    private final Interns interns;
    private final Days days;
    private final FeedReader[] feeds;
    /** By slot; none where the value is a column of the customers'. */
    private final AggregateReader[] aggregates;

    private final int groupSize;
    private final List<Bags.Collected> collected = new ArrayList<>();
    private final Deque<Accumulators> free = new ArrayDeque<>();
    private final Map<Integer, Bin> read = new TreeMap<>();
    private long waiting;

    /**
     * @param layouts of the feeds
     * @param lists how many lists of members are given
     */
    public PartReader(Evaluation evaluation, Layouts layouts, Bins bins, int lists, PassSize size) {
        this.evaluation = evaluation;
        this.bins = bins;
        this.lists = lists;
        this.interns = new Interns(layouts.texts());
        this.key = Coding.of(evaluation.key());
        this.days = new Days(evaluation.zone());
        this.feeds = layouts.feeds().stream()
                .map(layout -> new FeedReader(layout, interns, collected, size.rowsWaiting()))
                .toArray(FeedReader[]::new);
        this.aggregates = evaluation.slots().stream()
                .map(slot -> slot.origin() instanceof Evaluation.Origin.Rows
                        ? new AggregateReader(slot, evaluation, days)
                        : null)
                .toArray(AggregateReader[]::new);
        int inCache = Math.max(1, GROUP_BYTES / Math.max(1, Long.BYTES * evaluation.words()));
        this.groupSize = Math.min(size.customersAGroup(), inCache);
    }

    /** The number under which chunks tell of the customers themselves. */
    public static int customers(Evaluation evaluation) {
        return evaluation.feeds().size();
    }

    /** The number under which chunks tell of memberships. */
    public static int memberships(Evaluation evaluation) {
        return evaluation.feeds().size() + 1;
    }

    private final class Bin {
        private final int number;
        private final List<byte[]> customerChunks = new ArrayList<>();
        private final List<byte[]> memberChunks = new ArrayList<>();
        private final List<byte[]> rowChunks = new ArrayList<>();
        private Keys keys;
        private long[] customers;
        private long[][] columns;
        private long[][] set;
        private Memberships given;
        /** What rows that could not wait have come to, by group; null where all could. */
        private Accumulators[] groups;

        Bin(int number) {
            this.number = number;
        }

        /** Reads the rows that came; they wait in their feeds. */
        private void readRows() {
            for (byte[] bytes : rowChunks) {
                Unpacked chunk = new Unpacked(bytes);
                feeds[(int) chunk.unsigned()].read(chunk, keys, this::accumulate);
            }
            rowChunks.clear();
        }

        /** Accumulates the rows that wait, and keeps what they have come to. */
        private void accumulate() {
            if (groups == null) {
                groups = new Accumulators[(keys.count() + groupSize - 1) / groupSize];
            }
            each((group, accumulators) -> groups[group] = accumulators);
        }

        /** Accumulates the rows that wait, one group of customers after the other. */
        private void each(GroupTaker taker) {
            for (FeedReader feed : feeds) {
                feed.sort(keys.count());
            }
            for (int first = 0; first < keys.count(); first += groupSize) {
                int group = first / groupSize;
                Accumulators accumulators = groups == null ? null : groups[group];
                if (accumulators == null) {
                    accumulators = free.isEmpty()
                            ? new Accumulators(evaluation.words(), new Bags(collected, evaluation.bags(), interns))
                            : free.pop();
                    accumulators.clear(Math.min(groupSize, keys.count() - first));
                }
                for (FeedReader feed : feeds) {
                    feed.accumulate(first, accumulators);
                }
                taker.take(group, accumulators);
            }
            for (FeedReader feed : feeds) {
                feed.clear();
            }
        }

        /** The values of all slots. */
        private Vector[] vectors() {
            readRows();
            List<Evaluation.Slot> slots = evaluation.slots();
            Vector[] vectors = new Vector[slots.size()];
            for (int number = 0; number < vectors.length; number++) {
                vectors[number] = slots.get(number).origin() instanceof Evaluation.Origin.Customer customer
                        ? Vector.ofColumn(
                                slots.get(number), columns[customer.column()], set[customer.column()], interns)
                        : Vector.ofRows(slots.get(number), keys.count());
            }
            each((group, accumulators) -> {
                accumulators.bags().count(accumulators.customers());
                for (int number = 0; number < vectors.length; number++) {
                    if (aggregates[number] != null) {
                        aggregates[number].read(accumulators, group * groupSize, vectors[number]);
                    }
                }
                free.push(accumulators);
            });
            groups = null;
            return vectors;
        }
    }

    /** What becomes of what a group of customers has come to. */
    private interface GroupTaker {
        void take(int group, Accumulators accumulators);
    }

    /** Answers the first stage for all customers of the part. @param answers that are known to the process */
    public Part answer(
            Iterator<Tuple2<Integer, byte[]>> customers,
            Iterator<Tuple2<Integer, byte[]>> rows,
            SharedAnswers answers) {
        takeIn(customers, rows);
        ConditionEvaluator evaluator = new ConditionEvaluator(evaluation.asOf(), evaluation.zone());
        Tests tests = new Tests(evaluation, evaluator, interns, days, answers);
        List<Block> blocks = new ArrayList<>();
        for (Bin bin : read.values()) {
            blocks.add(block(bin, bin.vectors(), tests));
        }
        long[][] fed = new long[feeds.length][];
        long[] nanos = new long[feeds.length];
        for (int feed = 0; feed < feeds.length; feed++) {
            fed[feed] = feeds[feed].rows();
            nanos[feed] = feeds[feed].nanos();
        }
        return new Part(blocks, tests.errors(), tests.nanos(), nanos, fed);
    }

    /** The values of the slots: the key and then one a slot, one row a customer. */
    public Iterator<Row> values(Iterator<Tuple2<Integer, byte[]>> customers, Iterator<Tuple2<Integer, byte[]>> rows) {
        takeIn(customers, rows);
        List<Row> all = new ArrayList<>();
        for (Bin bin : read.values()) {
            Vector[] vectors = bin.vectors();
            for (int customer = 0; customer < bin.keys.count(); customer++) {
                Object[] row = new Object[vectors.length + 1];
                row[0] = bin.keys.value(customer, key);
                for (int slot = 0; slot < vectors.length; slot++) {
                    row[slot + 1] = vectors[slot].value(customer, interns).orElse(null);
                }
                all.add(RowFactory.create(row));
            }
        }
        return all.iterator();
    }

    private void takeIn(Iterator<Tuple2<Integer, byte[]>> customers, Iterator<Tuple2<Integer, byte[]>> rows) {
        int customersNumber = customers(evaluation);
        while (customers.hasNext()) {
            Tuple2<Integer, byte[]> chunk = customers.next();
            Bin bin = read.computeIfAbsent(chunk._1(), Bin::new);
            boolean isCustomers = new Unpacked(chunk._2()).unsigned() == customersNumber;
            (isCustomers ? bin.customerChunks : bin.memberChunks).add(chunk._2());
        }
        read.values().forEach(this::readCustomers);
        while (rows.hasNext()) {
            Tuple2<Integer, byte[]> chunk = rows.next();
            Bin bin = read.get(chunk._1());
            if (bin == null) {
                continue;
            }
            bin.rowChunks.add(chunk._2());
            waiting += chunk._2().length;
            if (waiting > MOST_WAITING) {
                for (Bin some : read.values()) {
                    some.readRows();
                    some.accumulate();
                }
                waiting = 0;
            }
        }
    }

    /** Members who are no customers any more have a place too: they have left. */
    private void readCustomers(Bin bin) {
        readCustomers(bin, List.of());
        List<Object> strangers = readMemberships(bin);
        if (!strangers.isEmpty()) {
            readCustomers(bin, strangers);
            readMemberships(bin);
        }
        bin.given.pack();
        bin.customerChunks.clear();
        bin.memberChunks.clear();
    }

    /** @return keys of members for whom there is no place */
    private List<Object> readMemberships(Bin bin) {
        Set<Object> strangers = new LinkedHashSet<>();
        bin.given = new Memberships(bin.keys.count(), lists);
        for (byte[] bytes : bin.memberChunks) {
            Unpacked chunk = new Unpacked(bytes);
            chunk.unsigned();
            bin.given.read(chunk, bin.keys, strangers);
        }
        return List.copyOf(strangers);
    }

    /** @param strangers keys of others who get a place */
    private void readCustomers(Bin bin, List<Object> strangers) {
        int columns = evaluation.customerColumns().size();
        List<Coding> codings = evaluation.customerColumns().stream()
                .map(column -> Coding.of(column.column().type()))
                .toList();
        ValueReader reader = new ValueReader(codings, 0, interns);
        int[] all = IntStream.range(0, columns).toArray();
        LongRows found = new LongRows(columns);
        List<UTF8String> texts = new ArrayList<>();
        for (byte[] bytes : bin.customerChunks) {
            Unpacked chunk = new Unpacked(bytes);
            chunk.unsigned();
            while (!chunk.isAtEnd()) {
                long code = 0;
                if (key.isInterned()) {
                    texts.add(chunk.text().copy());
                } else {
                    code = bins.base(bin.number) + chunk.signed();
                }
                found.add(code, all, reader, chunk);
            }
        }
        int customers = found.size();
        for (Object stranger : strangers) {
            if (stranger instanceof UTF8String text) {
                texts.add(text);
                found.add(0);
            } else {
                found.add((Long) stranger);
            }
        }
        int[] order = key.isInterned() ? order(texts) : order(found);
        bin.keys = key.isInterned()
                ? Keys.ofTexts(Arrays.stream(order).mapToObj(texts::get).toArray(UTF8String[]::new))
                : Keys.ofLongs(
                        bins.base(bin.number),
                        Arrays.stream(order).mapToLong(found::key).toArray());
        bin.columns = new long[columns][order.length];
        bin.set = new long[columns][Vector.words(order.length)];
        bin.customers = new long[Vector.words(order.length)];
        for (int place = 0; place < order.length; place++) {
            if (order[place] < customers) {
                bin.customers[place >>> 6] |= 1L << place;
            }
            for (int column = 0; column < columns; column++) {
                bin.columns[column][place] = found.value(order[place], column);
                if (found.isSet(order[place], column)) {
                    bin.set[column][place >>> 6] |= 1L << place;
                }
            }
        }
    }

    private static int[] order(List<UTF8String> keys) {
        return IntStream.range(0, keys.size())
                .boxed()
                .sorted(Comparator.comparing(keys::get, UTF8String::binaryCompare))
                .mapToInt(one -> one)
                .toArray();
    }

    private static int[] order(LongRows rows) {
        return IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingLong(rows::key))
                .mapToInt(one -> one)
                .toArray();
    }

    private Block block(Bin bin, Vector[] vectors, Tests tests) {
        int customers = bin.keys.count();
        Memberships given = bin.given;
        long[][] nodes = new long[evaluation.nodes().size()][];
        // Every test is answered here, where the values are; those that only later stages ask for are kept.
        Graph.answer(evaluation, 0, customers, nodes, leaf -> tests.met(leaf, customers, vectors), given::of);
        long[][] kept = new long[evaluation.kept().size()][];
        for (int index = 0; index < kept.length; index++) {
            long[] node = nodes[evaluation.kept().get(index)];
            kept[index] = node == null ? null : and(node, bin.customers);
        }
        // Whom a limit ranks may be known only after another limit; so everybody is ready to be.
        Block.Candidates[] candidates = new Block.Candidates[evaluation.ranked().size()];
        for (int index = 0; index < candidates.length; index++) {
            Evaluation.Ranked ranked = evaluation.ranked().get(index);
            if (ranked.like().isPresent()) {
                candidates[index] = Block.Candidates.NONE;
                continue;
            }
            long[] met =
                    evaluation.stages().get(ranked.node()) == 0 ? nodes[ranked.node()] : Tests.everybody(customers);
            candidates[index] = candidates(ranked.limits(), met, vectors, tests);
        }
        return new Block(bin.number, bin.keys, bin.customers, given, kept, candidates);
    }

    private static Block.Candidates candidates(List<Limit> limits, long[] met, Vector[] vectors, Tests tests) {
        int count = 0;
        for (long word : met) {
            count += Long.bitCount(word);
        }
        int[] places = new int[count];
        int at = 0;
        for (int word = 0; word < met.length; word++) {
            for (long bits = met[word]; bits != 0; bits &= bits - 1) {
                places[at++] = (word << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        List<byte[][]> by = new ArrayList<>();
        List<byte[][]> per = new ArrayList<>();
        for (Limit limit : limits) {
            byte[][] values = new byte[count][];
            byte[][] groups = new byte[count][];
            for (int index = 0; index < count; index++) {
                int place = places[index];
                values[index] = tests.value(limit.by(), place, vectors)
                        .map(value -> OrderedBytes.of(value, limit.by().type(), limit.rank()))
                        .orElse(null);
                if (limit.per().isPresent()) {
                    Operand operand = limit.per().get();
                    groups[index] = tests.value(operand, place, vectors)
                            .map(value -> OrderedBytes.of(value, operand.type()))
                            .orElse(null);
                }
            }
            by.add(values);
            per.add(groups);
        }
        return new Block.Candidates(places, by, per);
    }

    private static long[] and(long[] one, long[] other) {
        long[] both = one.clone();
        for (int word = 0; word < both.length; word++) {
            both[word] &= other[word];
        }
        return both;
    }
}
