package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.feed.Fed;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The words and bags of some customers, by their places among these. Sums are exact: what does not fit 64 bits is carried.
 */
final class Accumulators {
    private final int words;
    private final Bags bags;
    private long[] values = new long[0];
    private int customers;
    private final Map<Integer, BigInteger> carried = new HashMap<>();

    /** Of no customers. */
    Accumulators(int words, Bags bags) {
        this.words = words;
        this.bags = bags;
    }

    /** Begins anew with other customers, in the memory that is there: so it stays in the processor's cache. */
    void clear(int newCustomers) {
        customers = newCustomers;
        int size = Math.multiplyExact(customers, words);
        if (values.length < size) {
            values = new long[size];
        } else {
            Arrays.fill(values, 0, size, 0);
        }
        bags.clear();
        carried.clear();
    }

    int customers() {
        return customers;
    }

    long word(int customer, int offset) {
        return values[customer * words + offset];
    }

    Bags bags() {
        return bags;
    }

    /** What a sum is beyond its word; null for nothing. */
    BigInteger carried(int customer, int offset) {
        return carried.isEmpty() ? null : carried.get(customer * words + offset);
    }

    boolean hasCarried() {
        return !carried.isEmpty();
    }

    /** @param adds see {@link Fed#adds()} */
    void add(int customer, int[] adds, MeasuredRow row) {
        int base = customer * words;
        long[] addends = row.addends;
        long overflow = 0;
        for (int index = 0; index < adds.length; index += 2) {
            int at = base + adds[index];
            long number = addends[adds[index + 1]];
            long before = values[at];
            long after = before + number;
            overflow |= (before ^ after) & (number ^ after);
            values[at] = after;
        }
        if (overflow < 0 || row.isAnyBeyond()) {
            carry(base, adds, row);
        }
    }

    /** Puts right what did not fit its word. */
    private void carry(int base, int[] adds, MeasuredRow row) {
        for (int index = 0; index < adds.length; index += 2) {
            int at = base + adds[index];
            BigInteger beyond = row.beyond(adds[index + 1]);
            if (beyond != null) {
                carried.merge(at, beyond, BigInteger::add);
            }
            long number = row.addends[adds[index + 1]];
            long after = values[at];
            long before = after - number;
            if (((before ^ after) & (number ^ after)) < 0) {
                carried.merge(at, BigInteger.valueOf(before), BigInteger::add);
                values[at] = number;
            }
        }
    }

    /** @param pairs see {@link Fed#leasts()} */
    void least(int customer, int[] pairs, MeasuredRow row) {
        extreme(customer, pairs, row, -1);
    }

    /** @param pairs see {@link Fed#greatests()} */
    void greatest(int customer, int[] pairs, MeasuredRow row) {
        extreme(customer, pairs, row, 1);
    }

    /** @param sign 1 where greater values are better, -1 where lesser ones are */
    private void extreme(int customer, int[] pairs, MeasuredRow row, int sign) {
        int base = customer * words;
        for (int index = 0; index < pairs.length; index += 2) {
            int measure = pairs[index + 1];
            if (row.set[measure]) {
                int at = base + pairs[index];
                long value = row.values[measure];
                if (values[at] == 0 || sign * row.compare(measure, value, values[at + 1]) > 0) {
                    values[at] = 1;
                    values[at + 1] = value;
                }
            }
        }
    }

    /** @param pairs see {@link Fed#latests()} @param time of the row */
    void latest(int customer, int[] pairs, MeasuredRow row, long time) {
        for (int index = 0; index < pairs.length; index += 2) {
            int at = customer * words + pairs[index];
            if (values[at] == 0 || time >= values[at + 1]) {
                pick(at, time == values[at + 1], pairs[index + 1], row, time, 1);
            }
        }
    }

    /** @param pairs see {@link Fed#earliests()} @param time of the row */
    void earliest(int customer, int[] pairs, MeasuredRow row, long time) {
        for (int index = 0; index < pairs.length; index += 2) {
            int at = customer * words + pairs[index];
            if (values[at] == 0 || time <= values[at + 1]) {
                pick(at, time == values[at + 1], pairs[index + 1], row, time, -1);
            }
        }
    }

    /**
     * Takes the row, unless one of the same time was taken and its value is not better.
     *
     * @param sign 1 where greater values are better, -1 where lesser ones are
     */
    private void pick(int at, boolean isSameTime, int measure, MeasuredRow row, long time, int sign) {
        long state = values[at];
        boolean isSet = row.set[measure];
        long value = row.values[measure];
        if (state != 0 && isSameTime) {
            boolean better = isSet && (state == 1 || sign * row.compare(measure, value, values[at + 2]) > 0);
            if (!better) {
                return;
            }
        }
        values[at] = isSet ? 2 : 1;
        values[at + 1] = time;
        values[at + 2] = value;
    }
}
