package io.segmill.jobs.pass.block;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.rows.Accumulator;
import io.segmill.jobs.pass.rows.Days;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One value of every customer of a bin. Sums are whole numbers of units of their last place; everything else is coded by
 * its {@link Coding}.
 */
final class Vector {
    private static final int MOST_PLACES_OF_A_LONG = 9;

    private final Evaluation.Slot slot;
    private final Coding coding;
    private final boolean isSum;
    final long[] values;
    /** A bit for each customer who has a value. */
    final long[] set;
    /** Sums that do not fit their word, by the customer's place. */
    private final Map<Integer, BigInteger> beyond = new HashMap<>();
    /** What is wrong with it; null if nothing is. */
    private String error;

    private Vector(Evaluation.Slot slot, int customers) {
        this.slot = slot;
        this.coding = Coding.of(slot.operand().type());
        this.isSum = isSum(slot.operand());
        this.values = new long[customers];
        this.set = new long[words(customers)];
    }

    static int words(int customers) {
        return (customers + 63) >>> 6;
    }

    private static boolean isSum(Operand operand) {
        return operand instanceof Operand.Aggregate aggregate && aggregate.function() == AggregateFunction.SUM;
    }

    /** A column of the customers themselves. */
    static Vector ofColumn(Evaluation.Slot slot, long[] values, long[] set, Interns interns) {
        Vector vector = new Vector(slot, values.length);
        System.arraycopy(set, 0, vector.set, 0, set.length);
        for (int customer = 0; customer < values.length; customer++) {
            if (vector.isSet(customer)) {
                // Sums that another pass made arrive as the decimals that they are.
                if (vector.isSum && vector.coding.isInterned()) {
                    vector.put(customer, interns.whole(values[customer]));
                } else {
                    vector.values[customer] = values[customer];
                }
            } else if (slot.operand() instanceof Operand.Aggregate aggregate && isZeroWithoutRows(aggregate)) {
                vector.setAt(customer);
            }
        }
        return vector;
    }

    private static boolean isZeroWithoutRows(Operand.Aggregate aggregate) {
        return switch (aggregate.function()) {
            case COUNT, COUNT_DISTINCT, SUM -> true;
            case AVERAGE, MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT, DAYS_SINCE -> false;
        };
    }

    /** What an aggregate has come to. @param isDate whether the rows' event time is a date */
    static Vector ofRows(
            Evaluation.Slot slot,
            int customers,
            Accumulators accumulators,
            Interns interns,
            LocalDate asOf,
            Days days,
            boolean isDate) {
        Vector vector = new Vector(slot, customers);
        Operand.Aggregate aggregate = (Operand.Aggregate) slot.operand();
        List<Accumulator> from = ((Evaluation.Origin.Rows) slot.origin()).accumulators();
        int offset = from.get(0).offset();
        switch (aggregate.function()) {
            case COUNT -> {
                vector.everybody();
                for (int customer = 0; customer < customers; customer++) {
                    vector.values[customer] = accumulators.word(customer, offset);
                }
            }
            case SUM -> {
                vector.everybody();
                vector.sums(customers, accumulators, offset);
            }
            case AVERAGE ->
                vector.averages(customers, accumulators, offset, from.get(1).offset(), aggregate);
            case MIN, MAX -> vector.picked(customers, accumulators, offset, 1, 1);
            case LATEST, EARLIEST -> vector.picked(customers, accumulators, offset, 2, 2);
            case COUNT_DISTINCT -> {
                vector.everybody();
                for (int customer = 0; customer < customers; customer++) {
                    Accumulators.Bag bag = accumulators.bag(customer, offset);
                    if (bag != null) {
                        bag.sort();
                        vector.values[customer] = bag.distinct();
                    }
                }
            }
            case MOST_FREQUENT -> vector.mostFrequent(customers, accumulators, offset, interns);
            case DAYS_SINCE -> vector.daysSince(customers, accumulators, offset, asOf, days, isDate);
        }
        return vector;
    }

    private void everybody() {
        Arrays.fill(set, -1);
        if ((values.length & 63) != 0) {
            set[set.length - 1] = (1L << values.length) - 1;
        }
    }

    private void setAt(int customer) {
        set[customer >>> 6] |= 1L << customer;
    }

    boolean isSet(int customer) {
        return (set[customer >>> 6] >>> customer & 1) != 0;
    }

    private void put(int customer, BigInteger sum) {
        if (sum.bitLength() < Long.SIZE) {
            values[customer] = sum.longValue();
            return;
        }
        values[customer] = sum.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        beyond.put(customer, sum);
        if (slot.operand().type().kind() == DataType.Kind.BIGINT) {
            fail("does not fit 64 bits");
        } else if (new BigDecimal(sum).precision() > DataType.MOST_DIGITS) {
            fail("has more than " + DataType.MOST_DIGITS + " digits");
        }
    }

    private void fail(String what) {
        Operand.Aggregate aggregate = (Operand.Aggregate) slot.operand();
        error = "the " + aggregate.function().word() + " of '"
                + aggregate.rows().path() + "." + aggregate.value().orElseThrow() + "' " + what;
    }

    private void sums(int customers, Accumulators accumulators, int offset) {
        for (int customer = 0; customer < customers; customer++) {
            values[customer] = accumulators.word(customer, offset);
        }
        if (accumulators.hasCarried()) {
            for (int customer = 0; customer < customers; customer++) {
                BigInteger carried = accumulators.carried(customer, offset);
                if (carried != null) {
                    put(customer, carried.add(BigInteger.valueOf(values[customer])));
                }
            }
        }
    }

    /** See {@link AggregateFunction#AVERAGE}. */
    private void averages(int customers, Accumulators accumulators, int sum, int count, Operand.Aggregate aggregate) {
        DataType sumType =
                AggregateFunction.sumOf(aggregate.value().orElseThrow().column().type());
        BigInteger unit = BigInteger.TEN.pow(sumType.scale());
        long smallUnit = sumType.scale() <= MOST_PLACES_OF_A_LONG ? unit.longValueExact() : 0;
        for (int customer = 0; customer < customers; customer++) {
            long counted = accumulators.word(customer, count);
            if (counted == 0) {
                continue;
            }
            BigInteger carried = accumulators.carried(customer, sum);
            long word = accumulators.word(customer, sum);
            double units = word;
            if (carried != null) {
                BigInteger whole = carried.add(BigInteger.valueOf(word));
                units = whole.doubleValue();
                if (new BigDecimal(whole).precision() > DataType.MOST_DIGITS) {
                    fail("has more than " + DataType.MOST_DIGITS + " digits");
                }
            }
            setAt(customer);
            double all = smallUnit > 0 && counted < Integer.MAX_VALUE
                    ? smallUnit * counted
                    : unit.multiply(BigInteger.valueOf(counted)).doubleValue();
            values[customer] = Coding.ofDouble(units / all);
        }
    }

    /** @param state of a customer who has a value @param distance of the value behind its state */
    private void picked(int customers, Accumulators accumulators, int offset, int state, int distance) {
        for (int customer = 0; customer < customers; customer++) {
            if (accumulators.word(customer, offset) == state) {
                setAt(customer);
                values[customer] = accumulators.word(customer, offset + distance);
            }
        }
    }

    private void mostFrequent(int customers, Accumulators accumulators, int bags, Interns interns) {
        for (int customer = 0; customer < customers; customer++) {
            Accumulators.Bag bag = accumulators.bag(customer, bags);
            if (bag == null) {
                continue;
            }
            bag.sort();
            int most = 0;
            for (int first = 0; first < bag.size(); ) {
                int end = first + 1;
                while (end < bag.size() && bag.value(end) == bag.value(first)) {
                    end++;
                }
                boolean better = end - first > most
                        || (end - first == most && coding.compare(bag.value(first), values[customer], interns) < 0);
                if (better) {
                    most = end - first;
                    values[customer] = bag.value(first);
                }
                first = end;
            }
            setAt(customer);
        }
    }

    private void daysSince(
            int customers, Accumulators accumulators, int newest, LocalDate asOf, Days days, boolean isDate) {
        for (int customer = 0; customer < customers; customer++) {
            if (accumulators.word(customer, newest) == 1) {
                long time = accumulators.word(customer, newest + 1);
                setAt(customer);
                values[customer] = asOf.toEpochDay() - (isDate ? time : days.of(time));
            }
        }
    }

    /** As the language's rows hold it; empty when it is missing. */
    Optional<Object> value(int customer, Interns interns) {
        if (error != null) {
            throw new ArithmeticException(error);
        }
        if (!isSet(customer)) {
            return Optional.empty();
        }
        if (!isSum) {
            return Optional.of(coding.value(values[customer], interns));
        }
        DataType type = slot.operand().type();
        if (type.kind() == DataType.Kind.BIGINT) {
            return Optional.of(values[customer]);
        }
        BigInteger whole = beyond.getOrDefault(customer, BigInteger.valueOf(values[customer]));
        return Optional.of(new BigDecimal(whole, type.scale()));
    }

    /** Places of customers whose value is not its long. */
    Iterable<Integer> beyond() {
        return beyond.keySet();
    }

    boolean hasBeyond() {
        return !beyond.isEmpty();
    }

    String error() {
        return error;
    }
}
