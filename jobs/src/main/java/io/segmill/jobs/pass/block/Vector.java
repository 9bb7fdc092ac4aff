package io.segmill.jobs.pass.block;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.plan.Evaluation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One value of every customer of a bin. Sums are whole numbers of units of their last place; everything else is coded by
 * its {@link Coding}.
 */
final class Vector {
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

    /** What an aggregate comes to, before any row was seen; an {@link AggregateReader} fills it. */
    static Vector ofRows(Evaluation.Slot slot, int customers) {
        Vector vector = new Vector(slot, customers);
        if (isZeroWithoutRows((Operand.Aggregate) slot.operand())) {
            vector.everybody();
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

    void setAt(int customer, long value) {
        setAt(customer);
        values[customer] = value;
    }

    boolean isSet(int customer) {
        return (set[customer >>> 6] >>> customer & 1) != 0;
    }

    /** A sum, of customers who have one. */
    void put(int customer, BigInteger sum) {
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

    void fail(String what) {
        Operand.Aggregate aggregate = (Operand.Aggregate) slot.operand();
        error = "the " + aggregate.function().word() + " of '"
                + aggregate.rows().path() + "." + aggregate.value().orElseThrow() + "' " + what;
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

    /** Whether longs stand for the same values in all tasks. */
    boolean isSharable() {
        return !coding.isInterned() || isSum;
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
