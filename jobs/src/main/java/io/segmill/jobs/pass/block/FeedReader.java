package io.segmill.jobs.pass.block;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import io.segmill.jobs.pass.feed.Accumulator;
import io.segmill.jobs.pass.feed.Fed;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.feed.SignatureTable;
import io.segmill.jobs.pass.rows.Layout;
import io.segmill.jobs.pass.rows.Lookup;
import io.segmill.jobs.pass.rows.ValueReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Accumulates the rows of one feed; for one thread. */
final class FeedReader {
    /** Below that, a double times 10^9 is nearer to the exact product than a sixteenth. */
    private static final double MOST_EXACT = 1L << 50;

    private static final double UNITS = 1e9;

    private final SignatureTable table;
    private final long[] signature;
    private final ValueReader carried;
    private final Measure[] measures;
    private final Measure time;
    private final Interns interns;
    private final WaitingRows waiting;
    private long nanos;

    /** Where a measure's value is found: itself brought along, or at a place in a lookup. */
    private static final class Measure {
        private final Coding coding;
        private final Lookup.Values lookedUp;
        /** Its number among the measures that bags collect; -1 where none does. */
        private final int bag;

        Measure(int number, Layout layout, List<Bags.Collected> collected) {
            this.coding =
                    Coding.of(layout.feed().measures().get(number).column().type());
            this.lookedUp = layout.carrier(number) < layout.ownMeasures().size() ? null : layout.values(number);
            boolean isCollected = layout.feed().accumulators().stream()
                    .anyMatch(one -> one.measure() == number && one.kind() == Accumulator.Kind.VALUES);
            this.bag = isCollected ? collected.size() : -1;
            if (isCollected) {
                collected.add(new Bags.Collected(coding, layout.feeding()));
            }
        }

        /** @param at where what is brought along is found */
        boolean isSet(long[] values, boolean[] set, int at) {
            return set[at] && (lookedUp == null || lookedUp.set()[(int) values[at]]);
        }

        long value(long[] values, int at) {
            return lookedUp == null ? values[at] : lookedUp.codes()[(int) values[at]];
        }
    }

    /**
     * @param collected the measures that bags collect, to which those of this feed are added
     * @param rowsWaiting at most
     */
    FeedReader(Layout layout, Interns interns, List<Bags.Collected> collected, int rowsWaiting) {
        Feed feed = layout.feed();
        this.interns = interns;
        this.waiting = new WaitingRows(rowsWaiting);
        this.table = new SignatureTable(layout.feeding());
        this.signature = new long[layout.signatures().words()];
        this.carried = new ValueReader(
                layout.ownMeasures().stream()
                        .map(measure -> Coding.of(measure.column().type()))
                        .toList(),
                layout.lookups().size(),
                interns);
        this.measures = new Measure[feed.measures().size()];
        for (int index = 0; index < measures.length; index++) {
            measures[index] = new Measure(index, layout, collected);
        }
        int timeNumber = feed.time().map(feed.measures()::indexOf).orElse(-1);
        this.time = timeNumber < 0 ? null : measures[timeNumber];
    }

    /**
     * Reads a chunk behind its feed's number; its rows wait then.
     *
     * @param full makes room where too many wait
     */
    void read(Unpacked chunk, Keys keys, Runnable full) {
        long began = System.nanoTime();
        while (!chunk.isAtEnd()) {
            int customer = keys.next(chunk);
            for (int word = 0; word < signature.length; word++) {
                signature[word] = chunk.unsigned();
            }
            waiting.read(customer, table.next(signature), carried, chunk);
            if (waiting.isFull()) {
                full.run();
            }
        }
        nanos += System.nanoTime() - began;
    }

    /** Puts the rows that wait in order of their customers. @param customers how many there are */
    void sort(int customers) {
        long began = System.nanoTime();
        waiting.sort(customers);
        nanos += System.nanoTime() - began;
    }

    /** Accumulates the rows of some customers, once they are sorted. @param first the place of the first of them */
    void accumulate(int first, Accumulators accumulators) {
        long began = System.nanoTime();
        waiting.give(
                first,
                first + accumulators.customers(),
                (fed, customer, values, set, start) -> feed(fed, customer, values, set, start, accumulators));
        nanos += System.nanoTime() - began;
    }

    /** No row waits any more. */
    void clear() {
        waiting.clear();
    }

    private void feed(Fed fed, int customer, long[] values, boolean[] set, int start, Accumulators accumulators) {
        accumulators.countRows(customer, fed.rows());
        Fed.Measured[] all = fed.measured();
        for (int index = 0; index < all.length; index++) {
            Fed.Measured measured = all[index];
            Measure measure = measures[measured.measure()];
            int at = start + fed.places()[index];
            boolean isSet = measure.isSet(values, set, at);
            long value = isSet ? measure.value(values, at) : 0;
            if (isSet) {
                accumulators.countRows(customer, measured.sets());
                if (measured.sums().length > 0) {
                    add(customer, measured.sums(), value, measure.coding, accumulators);
                }
                accumulators.least(customer, measured.leasts(), value, measure.coding);
                accumulators.greatest(customer, measured.greatests(), value, measure.coding);
                if (measured.bagSets().length > 0) {
                    accumulators.bags().add(customer, measure.bag, value, measured.bagSets());
                }
            }
            int timeAt = start + fed.timePlace();
            if (measured.timed().length > 0 && time.isSet(values, set, timeAt)) {
                long moment = time.value(values, timeAt);
                for (Accumulator timed : measured.timed()) {
                    accumulators.timed(customer, timed, isSet, value, moment, measure.coding);
                }
            }
        }
    }

    private void add(int customer, int[] sums, long value, Coding coding, Accumulators accumulators) {
        if (coding.kind() == DataType.Kind.DOUBLE) {
            double number = Coding.toDouble(value);
            double units = number * UNITS;
            long nearest = Math.round(units);
            // Far enough from the middle between two units, rounding the product is rounding the number.
            if (Math.abs(units) < MOST_EXACT && Math.abs(units - nearest) < 0.25) {
                accumulators.sum(customer, sums, nearest);
            } else {
                accumulators.sum(
                        customer,
                        sums,
                        new BigDecimal(Double.toString(number))
                                .setScale(AggregateFunction.DOUBLE_PLACES, RoundingMode.HALF_UP)
                                .unscaledValue());
            }
        } else if (coding.isInterned()) {
            BigInteger whole = interns.whole(value);
            accumulators.sum(customer, sums, whole);
        } else {
            accumulators.sum(customer, sums, value);
        }
    }

    /** Time that went into reading, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** For each accumulator, how many rows fed it. */
    long[] rows() {
        return table.rows();
    }
}
