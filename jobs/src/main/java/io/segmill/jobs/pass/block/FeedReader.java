package io.segmill.jobs.pass.block;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import io.segmill.jobs.pass.rows.Accumulator;
import io.segmill.jobs.pass.rows.Feed;
import io.segmill.jobs.pass.rows.MeasureReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Accumulates the rows of one feed; for one thread. */
final class FeedReader {
    /** Below that, a double times 10^9 is nearer to the exact product than a sixteenth. */
    private static final double MOST_EXACT = 1L << 50;

    private static final double UNITS = 1e9;

    private final GroupTable[] groups;
    private final long[] classes;
    private final MeasureReader measures;
    private final Coding[] codings;
    private final int time;
    private final Interns interns;
    private long nanos;

    FeedReader(Feed feed, Interns interns) {
        this.groups =
                feed.groups().stream().map(group -> new GroupTable(feed, group)).toArray(GroupTable[]::new);
        this.classes = new long[feed.classifiers().size()];
        List<Coding> all = feed.measures().stream()
                .map(measure -> Coding.of(measure.column().type()))
                .toList();
        this.measures = new MeasureReader(all, interns);
        this.codings = all.toArray(Coding[]::new);
        this.time = feed.time().map(feed.measures()::indexOf).orElse(-1);
        this.interns = interns;
    }

    /** Reads a chunk behind its feed's number. */
    void read(Unpacked chunk, Keys keys, Accumulators accumulators) {
        long began = System.nanoTime();
        while (!chunk.isAtEnd()) {
            int customer = keys.next(chunk);
            for (int index = 0; index < classes.length; index++) {
                classes[index] = chunk.unsigned();
            }
            measures.read(chunk);
            if (customer >= 0) {
                for (GroupTable group : groups) {
                    Fed fed = group.of(classes);
                    fed.hits++;
                    feed(fed, customer, accumulators);
                }
            }
        }
        nanos += System.nanoTime() - began;
    }

    private void feed(Fed fed, int customer, Accumulators accumulators) {
        accumulators.countRows(customer, fed.rows);
        for (Accumulator sum : fed.sums) {
            int measure = sum.measure();
            if (measures.isSet(measure)) {
                add(customer, sum, measures.value(measure), codings[measure], accumulators);
            }
        }
        for (Accumulator other : fed.others) {
            int measure = other.measure();
            boolean isSet = measures.isSet(measure);
            boolean isDated = time >= 0 && measures.isSet(time);
            accumulators.add(
                    customer,
                    other,
                    isSet,
                    isSet ? measures.value(measure) : 0,
                    isDated,
                    isDated ? measures.value(time) : 0,
                    codings[measure]);
        }
    }

    private void add(int customer, Accumulator sum, long value, Coding coding, Accumulators accumulators) {
        if (coding.kind() == DataType.Kind.DOUBLE) {
            double number = Coding.toDouble(value);
            double units = number * UNITS;
            long nearest = Math.round(units);
            // Far enough from the middle between two units, rounding the product is rounding the number.
            if (Math.abs(units) < MOST_EXACT && Math.abs(units - nearest) < 0.25) {
                accumulators.sum(customer, sum, nearest);
            } else {
                accumulators.sum(
                        customer,
                        sum,
                        new BigDecimal(Double.toString(number))
                                .setScale(AggregateFunction.DOUBLE_PLACES, RoundingMode.HALF_UP)
                                .unscaledValue());
            }
        } else if (coding.isInterned()) {
            BigInteger whole = interns.whole(value);
            accumulators.sum(customer, sum, whole);
        } else {
            accumulators.sum(customer, sum, value);
        }
    }

    /** Time that went into reading, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** By whose rows the time is shared out. */
    List<Fed> fed() {
        return java.util.Arrays.stream(groups)
                .flatMap(group -> group.all().stream())
                .toList();
    }
}
