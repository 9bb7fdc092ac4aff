package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Unpacked;
import io.segmill.jobs.pass.feed.Fed;
import io.segmill.jobs.pass.rows.ValueReader;
import java.util.Arrays;

/**
 * Rows of one feed about the customers of a bin that wait to be accumulated customer by customer: what is known of one
 * customer then stays in the processor's nearest cache while all of that customer's rows are added.
 */
final class WaitingRows {
    private static final int FIRST_CAPACITY = 1024;

    private final int most;
    private int[] customers = new int[FIRST_CAPACITY];
    private Fed[] feds = new Fed[FIRST_CAPACITY];
    /** Where a row's values begin. */
    private int[] starts = new int[FIRST_CAPACITY];

    private long[] values = new long[FIRST_CAPACITY];
    private boolean[] set = new boolean[FIRST_CAPACITY];
    private int size;
    private int valuesSize;
    /** Once the rows are sorted: their numbers, and behind each customer's last. */
    private int[] order;

    private int[] ends;

    /** What becomes of a row. */
    interface Taker {
        /**
         * @param customer counted from the first one
         * @param values what the row brought along lies there from the start on, where it is set
         */
        void take(Fed fed, int customer, long[] values, boolean[] set, int start);
    }

    /** @param most how many rows wait at most */
    WaitingRows(int most) {
        this.most = most;
    }

    boolean isFull() {
        return size == most;
    }

    /** Reads what a row brings along. @param customer negative for none: then the row is forgotten */
    void read(int customer, Fed fed, ValueReader reader, Unpacked chunk) {
        if (size == customers.length) {
            customers = Arrays.copyOf(customers, 2 * size);
            feds = Arrays.copyOf(feds, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
        }
        int[] carried = fed.carried();
        while (valuesSize + carried.length > values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
            set = Arrays.copyOf(set, values.length);
        }
        reader.read(carried, chunk, values, set, valuesSize);
        if (customer >= 0) {
            customers[size] = customer;
            feds[size] = fed;
            starts[size++] = valuesSize;
            valuesSize += carried.length;
        }
    }

    /** Puts the rows in order of their customers, and else leaves them in the order in which they came. */
    void sort(int count) {
        ends = new int[count + 1];
        for (int index = 0; index < size; index++) {
            ends[customers[index] + 1]++;
        }
        for (int customer = 1; customer < ends.length; customer++) {
            ends[customer] += ends[customer - 1];
        }
        order = new int[size];
        for (int index = 0; index < size; index++) {
            order[ends[customers[index]]++] = index;
        }
    }

    /** Gives the rows of some customers away, once they are sorted. @param end behind the last customer */
    void give(int first, int end, Taker taker) {
        int from = first == 0 ? 0 : ends[first - 1];
        for (int at = from; at < ends[end - 1]; at++) {
            int index = order[at];
            taker.take(feds[index], customers[index] - first, values, set, starts[index]);
        }
    }

    void clear() {
        size = 0;
        valuesSize = 0;
    }
}
