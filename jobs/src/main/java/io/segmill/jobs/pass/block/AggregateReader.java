package io.segmill.jobs.pass.block;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.feed.Accumulator;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.rows.Days;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Reads out of accumulators what one aggregate has come to. */
final class AggregateReader {
    private static final int MOST_PLACES_OF_A_LONG = 9;

    private final AggregateFunction function;
    private final List<Accumulator> from;
    private final int offset;
    private final long asOf;
    private final Days days;
    private final boolean isDate;
    /** How many units of a sum's last place are one. */
    private final BigInteger unit;

    private final long smallUnit;

    /** @param slot whose value is an aggregate's */
    AggregateReader(Evaluation.Slot slot, Evaluation evaluation, Days days) {
        Operand.Aggregate aggregate = (Operand.Aggregate) slot.operand();
        Evaluation.Origin.Rows rows = (Evaluation.Origin.Rows) slot.origin();
        this.function = aggregate.function();
        this.from = rows.accumulators();
        this.offset = from.get(0).offset();
        this.asOf = evaluation.asOf().toEpochDay();
        this.days = days;
        this.isDate = evaluation.feeds().get(rows.feed()).time().stream()
                .anyMatch(time -> time.column().type().kind() == DataType.Kind.DATE);
        int scale = function == AggregateFunction.AVERAGE
                ? AggregateFunction.sumOf(
                                aggregate.value().orElseThrow().column().type())
                        .scale()
                : 0;
        this.unit = BigInteger.TEN.pow(scale);
        this.smallUnit = scale <= MOST_PLACES_OF_A_LONG ? unit.longValueExact() : 0;
    }

    /**
     * Reads the values of some customers of a bin.
     *
     * @param accumulators theirs
     * @param first the place of the first of them in the bin
     */
    void read(Accumulators accumulators, int first, Vector into) {
        switch (function) {
            case COUNT -> words(accumulators, first, into);
            case SUM -> sums(accumulators, first, into);
            case AVERAGE -> averages(accumulators, first, into);
            case MIN, MAX -> picked(accumulators, first, into, 1, 1);
            case LATEST, EARLIEST -> picked(accumulators, first, into, 2, 2);
            case COUNT_DISTINCT ->
                System.arraycopy(accumulators.bags().distinct(offset), 0, into.values, first, accumulators.customers());
            case MOST_FREQUENT -> mostFrequent(accumulators, first, into);
            case DAYS_SINCE -> daysSince(accumulators, first, into);
        }
    }

    private void words(Accumulators accumulators, int first, Vector into) {
        for (int index = 0; index < accumulators.customers(); index++) {
            into.values[first + index] = accumulators.word(index, offset);
        }
    }

    private void sums(Accumulators accumulators, int first, Vector into) {
        words(accumulators, first, into);
        if (accumulators.hasCarried()) {
            for (int index = 0; index < accumulators.customers(); index++) {
                BigInteger carried = accumulators.carried(index, offset);
                if (carried != null) {
                    into.put(first + index, carried.add(BigInteger.valueOf(into.values[first + index])));
                }
            }
        }
    }

    /** See {@link AggregateFunction#AVERAGE}. */
    private void averages(Accumulators accumulators, int first, Vector into) {
        int count = from.get(1).offset();
        for (int index = 0; index < accumulators.customers(); index++) {
            long counted = accumulators.word(index, count);
            if (counted == 0) {
                continue;
            }
            BigInteger carried = accumulators.carried(index, offset);
            long word = accumulators.word(index, offset);
            double units = word;
            if (carried != null) {
                BigInteger whole = carried.add(BigInteger.valueOf(word));
                units = whole.doubleValue();
                if (new BigDecimal(whole).precision() > DataType.MOST_DIGITS) {
                    into.fail("has more than " + DataType.MOST_DIGITS + " digits");
                }
            }
            double all = smallUnit > 0 && counted < Integer.MAX_VALUE
                    ? smallUnit * counted
                    : unit.multiply(BigInteger.valueOf(counted)).doubleValue();
            into.setAt(first + index, Coding.ofDouble(units / all));
        }
    }

    /** @param state of a customer who has a value @param distance of the value behind its state */
    private void picked(Accumulators accumulators, int first, Vector into, int state, int distance) {
        for (int index = 0; index < accumulators.customers(); index++) {
            if (accumulators.word(index, offset) == state) {
                into.setAt(first + index, accumulators.word(index, offset + distance));
            }
        }
    }

    private void mostFrequent(Accumulators accumulators, int first, Vector into) {
        Bags bags = accumulators.bags();
        for (int index = 0; index < accumulators.customers(); index++) {
            if (bags.distinct(offset)[index] > 0) {
                into.setAt(first + index, bags.frequent(offset)[index]);
            }
        }
    }

    private void daysSince(Accumulators accumulators, int first, Vector into) {
        for (int index = 0; index < accumulators.customers(); index++) {
            if (accumulators.word(index, offset) == 1) {
                long time = accumulators.word(index, offset + 1);
                into.setAt(first + index, asOf - (isDate ? time : days.of(time)));
            }
        }
    }
}
