package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.feed.Accumulator;
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
    private final Interns interns;

    /** Of no customers. */
    Accumulators(int words, Bags bags, Interns interns) {
        this.words = words;
        this.bags = bags;
        this.interns = interns;
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

    void countRows(int customer, int[] offsets) {
        int base = customer * words;
        for (int offset : offsets) {
            values[base + offset]++;
        }
    }

    void sum(int customer, int[] offsets, long number) {
        int base = customer * words;
        for (int offset : offsets) {
            int at = base + offset;
            long before = values[at];
            long after = before + number;
            if (((before ^ after) & (number ^ after)) < 0) {
                carried.merge(at, BigInteger.valueOf(before), BigInteger::add);
                after = number;
            }
            values[at] = after;
        }
    }

    void sum(int customer, int[] offsets, BigInteger number) {
        for (int offset : offsets) {
            carried.merge(customer * words + offset, number, BigInteger::add);
        }
    }

    void least(int customer, int[] offsets, long value, Coding coding) {
        int base = customer * words;
        if (coding.isInterned()) {
            for (int offset : offsets) {
                int at = base + offset;
                if (values[at] == 0 || coding.compare(value, values[at + 1], interns) < 0) {
                    values[at] = 1;
                    values[at + 1] = value;
                }
            }
            return;
        }
        for (int offset : offsets) {
            int at = base + offset;
            if (value < values[at + 1] | values[at] == 0) {
                values[at] = 1;
                values[at + 1] = value;
            }
        }
    }

    void greatest(int customer, int[] offsets, long value, Coding coding) {
        int base = customer * words;
        if (coding.isInterned()) {
            for (int offset : offsets) {
                int at = base + offset;
                if (values[at] == 0 || coding.compare(value, values[at + 1], interns) > 0) {
                    values[at] = 1;
                    values[at + 1] = value;
                }
            }
            return;
        }
        for (int offset : offsets) {
            int at = base + offset;
            if (value > values[at + 1] | values[at] == 0) {
                values[at] = 1;
                values[at + 1] = value;
            }
        }
    }

    /** @param time of the row */
    void timed(int customer, Accumulator accumulator, boolean isSet, long value, long time, Coding coding) {
        int at = customer * words + accumulator.offset();
        if (accumulator.kind() == Accumulator.Kind.LATEST) {
            pick(at, Long.compare(time, values[at + 1]), isSet, value, time, coding, 1);
        } else {
            pick(at, Long.compare(values[at + 1], time), isSet, value, time, coding, -1);
        }
    }

    /**
     * Takes the row if it is the first, a better one, or as good and with a better value.
     *
     * @param better than the row that was taken, if positive; as good, if 0
     * @param sign 1 where greater values are better, -1 where lesser ones are
     */
    private void pick(int at, int better, boolean isSet, long value, long time, Coding coding, int sign) {
        boolean first = values[at] == 0;
        boolean betterValue =
                better == 0 && isSet && (values[at] == 1 || sign * coding.compare(value, values[at + 2], interns) > 0);
        if (first || better > 0 || betterValue) {
            values[at] = isSet ? 2 : 1;
            values[at + 1] = time;
            values[at + 2] = value;
        }
    }
}
