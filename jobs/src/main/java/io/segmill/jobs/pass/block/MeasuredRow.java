package io.segmill.jobs.pass.block;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.feed.Accumulator;
import io.segmill.jobs.pass.feed.Fed;
import io.segmill.jobs.pass.rows.Layout;
import io.segmill.jobs.pass.rows.Lookup;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;

/** The row at hand: what its measures are, and what they add to sums. For one thread. */
final class MeasuredRow {
    /** Below that, a double times 10^9 is nearer to the exact product than a sixteenth. */
    private static final double MOST_EXACT = 1L << 50;

    private static final double UNITS = 1e9;

    private final Measure[] measures;
    private final Interns interns;
    /** By measure; only those that the row feeds are of the row at hand. */
    final boolean[] set;

    final long[] values;
    private final boolean[] isInterned;
    /** By the numbers that {@link Fed} gives them. */
    final long[] addends;
    /** What is added beside an addend that has no room for it. */
    private final BigInteger[] beyond;

    private boolean isAnyBeyond;

    MeasuredRow(Layout layout, Interns interns) {
        this.interns = interns;
        this.measures = new Measure[layout.feed().measures().size()];
        this.set = new boolean[measures.length];
        this.values = new long[measures.length];
        this.isInterned = new boolean[measures.length];
        for (int index = 0; index < measures.length; index++) {
            measures[index] = new Measure(index, layout);
            isInterned[index] = measures[index].coding.isInterned();
        }
        this.addends = new long[Fed.addends(measures.length)];
        this.addends[Fed.ONE] = 1;
        this.beyond = new BigInteger[addends.length];
    }

    /** Where a measure's value is found: itself brought along, or at a place in a lookup. */
    static final class Measure {
        private final Coding coding;
        private final Lookup.Values lookedUp;
        private final boolean isSummed;

        private Measure(int number, Layout layout) {
            this.coding =
                    Coding.of(layout.feed().measures().get(number).column().type());
            this.lookedUp = layout.carrier(number) < layout.ownMeasures().size() ? null : layout.values(number);
            this.isSummed = layout.feed().accumulators().stream()
                    .anyMatch(one -> one.measure() == number && one.kind() == Accumulator.Kind.SUM);
        }

        /** @param at where what is brought along is found */
        boolean isSet(long[] brought, boolean[] isBrought, int at) {
            return isBrought[at] && (lookedUp == null || lookedUp.set()[(int) brought[at]]);
        }

        long value(long[] brought, int at) {
            return lookedUp == null ? brought[at] : lookedUp.codes()[(int) brought[at]];
        }
    }

    Measure measure(int number) {
        return measures[number];
    }

    /** @param start where what the row brings along begins */
    void read(Fed fed, long[] brought, boolean[] isBrought, int start) {
        if (isAnyBeyond) {
            Arrays.fill(beyond, null);
            isAnyBeyond = false;
        }
        int[] read = fed.measures();
        int[] places = fed.places();
        for (int index = 0; index < read.length; index++) {
            int number = read[index];
            Measure measure = measures[number];
            int at = start + places[index];
            boolean isSet = measure.isSet(brought, isBrought, at);
            long value = isSet ? measure.value(brought, at) : 0;
            set[number] = isSet;
            values[number] = value;
            addends[Fed.set(number)] = isSet ? 1 : 0;
            if (measure.isSummed) {
                addends[Fed.number(number)] = isSet ? number(measure, Fed.number(number), value) : 0;
            }
        }
    }

    private long number(Measure measure, int addend, long value) {
        if (measure.coding.kind() == DataType.Kind.DOUBLE) {
            double number = Coding.toDouble(value);
            double units = number * UNITS;
            long nearest = Math.round(units);
            // Far enough from the middle between two units, rounding the product is rounding the number.
            if (Math.abs(units) < MOST_EXACT && Math.abs(units - nearest) < 0.25) {
                return nearest;
            }
            beyond[addend] = new BigDecimal(Double.toString(number))
                    .setScale(AggregateFunction.DOUBLE_PLACES, RoundingMode.HALF_UP)
                    .unscaledValue();
            isAnyBeyond = true;
            return 0;
        }
        if (measure.coding.isInterned()) {
            beyond[addend] = interns.whole(value);
            isAnyBeyond = true;
            return 0;
        }
        return value;
    }

    boolean isAnyBeyond() {
        return isAnyBeyond;
    }

    /** What is added beside an addend; null for nothing. */
    BigInteger beyond(int addend) {
        return beyond[addend];
    }

    /** How two values of a measure stand to each other. */
    int compare(int measure, long left, long right) {
        return isInterned[measure] ? measures[measure].coding.compare(left, right, interns) : Long.compare(left, right);
    }
}
