package io.segmill.jobs.profile;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the values of a column, different ones and how often each occurs, in bounded space: exactly while there are at most
 * {@value #MOST_VALUES} different ones, beyond that a lower bound for the frequent ones (J. Misra, D. Gries, Finding
 * repeated elements, 1982), which falls short by at most one in {@value #MOST_VALUES} rows. So one pass is enough for
 * counts that are right.
 */
final class ValueCounts<T> extends Aggregator<T, ValueCounts.Tally, Row> {
    static final int MOST_VALUES = 1000;
    private static final int TOP = 10;

    private static final StructType RESULT = new StructType()
            .add("distinct", DataTypes.LongType)
            .add("exact", DataTypes.BooleanType)
            .add(
                    "top",
                    DataTypes.createArrayType(
                            new StructType().add("value", DataTypes.StringType).add("count", DataTypes.LongType)));

    private final Order order;

    /** Which of several values that occur equally often comes first. */
    enum Order implements Comparator<Object> {
        NUMBER {
            @Override
            public int compare(Object a, Object b) {
                return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
            }
        },
        CODE_POINT {
            @Override
            public int compare(Object a, Object b) {
                int[] left = a.toString().codePoints().toArray();
                int[] right = b.toString().codePoints().toArray();
                return Arrays.compare(left, right);
            }
        }
    }

    /** The counts so far. What was taken off each count is at most {@code error}. Public, as Spark demands of a buffer. */
    public static final class Tally {
        private final Map<Object, Long> counts = new HashMap<>();
        private final DistinctEstimate distinct = new DistinctEstimate();
        private long error;

        void add(Object value, long count) {
            if (counts.computeIfPresent(value, (same, before) -> before + count) != null) {
                return;
            }
            distinct.add(value);
            if (counts.size() < MOST_VALUES) {
                counts.put(value, count);
                return;
            }
            long least =
                    counts.values().stream().mapToLong(Long::longValue).min().orElseThrow();
            long taken = Math.min(least, count);
            counts.replaceAll((other, before) -> before - taken);
            counts.values().removeIf(left -> left == 0);
            error += taken;
            if (count > taken) {
                counts.put(value, count - taken);
            }
        }

        boolean isExact() {
            return error == 0;
        }

        long distinct() {
            // It is known that there were more than there is room for.
            return isExact() ? counts.size() : Math.max(MOST_VALUES + 1L, distinct.estimate());
        }

        Tally plus(Tally other) {
            other.counts.forEach(this::add);
            distinct.addAll(other.distinct);
            error += other.error;
            return this;
        }
    }

    ValueCounts(Order order) {
        this.order = order;
    }

    @Override
    public Tally zero() {
        return new Tally();
    }

    @Override
    public Tally reduce(Tally tally, T value) {
        if (value != null) {
            tally.add(value, 1);
        }
        return tally;
    }

    @Override
    public Tally merge(Tally left, Tally right) {
        return left.plus(right);
    }

    @Override
    public Row finish(Tally tally) {
        // An array: of Java's lists Spark's encoder of rows knows nothing.
        Row[] top = tally.counts.entrySet().stream()
                .filter(entry -> entry.getValue() > tally.error)
                .sorted(Comparator.<Map.Entry<Object, Long>>comparingLong(Map.Entry::getValue)
                        .reversed()
                        .thenComparing(Map.Entry::getKey, order))
                .limit(TOP)
                .map(entry -> RowFactory.create(entry.getKey().toString(), entry.getValue()))
                .toArray(Row[]::new);
        return RowFactory.create(tally.distinct(), tally.isExact(), top);
    }

    @Override
    public Encoder<Tally> bufferEncoder() {
        return Encoders.kryo(Tally.class);
    }

    @Override
    public Encoder<Row> outputEncoder() {
        return Encoders.row(RESULT);
    }
}
