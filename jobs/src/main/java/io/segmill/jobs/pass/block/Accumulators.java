package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.rows.Accumulator;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The words and bags of a bin's customers. Sums are exact: what does not fit 64 bits is carried. */
final class Accumulators {
    private final int words;
    private final int bags;
    private final long[] values;
    private final Bag[] collected;
    private final Map<Integer, BigInteger> carried = new HashMap<>();
    private final Interns interns;

    Accumulators(int customers, int words, int bags, Interns interns) {
        this.words = words;
        this.bags = bags;
        this.values = new long[Math.multiplyExact(customers, words)];
        this.collected = new Bag[Math.multiplyExact(customers, bags)];
        this.interns = interns;
    }

    int words() {
        return words;
    }

    long word(int customer, int offset) {
        return values[customer * words + offset];
    }

    /** Every value, in no particular order; null if there is none. */
    Bag bag(int customer, int number) {
        return collected[customer * bags + number];
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

    void sum(int customer, Accumulator accumulator, long number) {
        int at = customer * words + accumulator.offset();
        long before = values[at];
        long after = before + number;
        if (((before ^ after) & (number ^ after)) < 0) {
            carried.merge(at, BigInteger.valueOf(before), BigInteger::add);
            after = number;
        }
        values[at] = after;
    }

    void sum(int customer, Accumulator accumulator, BigInteger number) {
        carried.merge(customer * words + accumulator.offset(), number, BigInteger::add);
    }

    /** @param time of the row, where it is asked for and there is one */
    void add(
            int customer,
            Accumulator accumulator,
            boolean isSet,
            long value,
            boolean isDated,
            long time,
            Coding coding) {
        int at = customer * words + accumulator.offset();
        switch (accumulator.kind()) {
            case SET -> values[at] += isSet ? 1 : 0;
            case LEAST -> {
                if (isSet && (values[at] == 0 || coding.compare(value, values[at + 1], interns) < 0)) {
                    values[at] = 1;
                    values[at + 1] = value;
                }
            }
            case GREATEST -> {
                if (isSet && (values[at] == 0 || coding.compare(value, values[at + 1], interns) > 0)) {
                    values[at] = 1;
                    values[at + 1] = value;
                }
            }
            case LATEST -> {
                if (isDated) {
                    pick(at, Long.compare(time, values[at + 1]), isSet, value, time, coding, 1);
                }
            }
            case EARLIEST -> {
                if (isDated) {
                    pick(at, Long.compare(values[at + 1], time), isSet, value, time, coding, -1);
                }
            }
            case VALUES -> {
                if (isSet) {
                    int number = customer * bags + accumulator.offset();
                    if (collected[number] == null) {
                        collected[number] = new Bag();
                    }
                    collected[number].add(value);
                }
            }
            case ROWS, SUM -> throw new IllegalArgumentException(accumulator.toString());
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

    /** A growing list of values. */
    static final class Bag {
        private long[] values = new long[4];
        private int size;
        private boolean isSorted;

        private void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
            isSorted = false;
        }

        /** Sorts by code, so that equal values are neighbours. */
        void sort() {
            if (!isSorted) {
                Arrays.sort(values, 0, size);
                isSorted = true;
            }
        }

        int size() {
            return size;
        }

        long value(int index) {
            return values[index];
        }

        /** How many different values there are, sorted. */
        long distinct() {
            long distinct = 0;
            for (int index = 0; index < size; index++) {
                distinct += index == 0 || values[index] != values[index - 1] ? 1 : 0;
            }
            return distinct;
        }
    }
}
