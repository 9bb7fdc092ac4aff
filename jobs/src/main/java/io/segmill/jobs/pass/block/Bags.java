package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.feed.Feeding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that rows bring into bags of customers, until they are told apart and counted. What one measure brings into
 * several bags is kept once, beside the number of the set of these.
 */
final class Bags {
    /** Of a kept long, how many bits are the set's number; the others are the value. */
    private static final int SET_BITS = Feeding.SET_BITS;

    private static final int FIRST_CAPACITY = 64;

    private final List<Collected> collected;
    private final Heap[] heaps;
    private final Interns interns;
    private final long[][] distinct;
    private final long[][] frequent;
    private final long[] inARun;
    private final long[] most;
    private final int[] met;

    /** One measure that bags collect. */
    record Collected(Coding coding, Feeding feeding) {}

    /** @param bags how many a customer has */
    Bags(List<Collected> collected, int bags, Interns interns) {
        this.collected = collected;
        this.heaps = new Heap[collected.size()];
        Arrays.setAll(heaps, any -> new Heap());
        this.interns = interns;
        this.distinct = new long[bags][];
        this.frequent = new long[bags][];
        this.inARun = new long[bags];
        this.most = new long[bags];
        this.met = new int[bags];
    }

    /** What rows brought, in the order in which they came. */
    private static final class Heap {
        /** A value that does not fit beside the set's number is known by its number among such, beyond those that fit. */
        private static final long FIRST_BEYOND = 1L << (Long.SIZE - SET_BITS - 2);

        private int[] customers = new int[FIRST_CAPACITY];
        private long[] kept = new long[FIRST_CAPACITY];
        private int size;
        private final Map<Long, Integer> beyond = new HashMap<>();
        private final List<Long> beyondValues = new ArrayList<>();

        void clear() {
            size = 0;
            beyond.clear();
            beyondValues.clear();
        }

        void add(int customer, long value, int set) {
            if (size == kept.length) {
                customers = Arrays.copyOf(customers, 2 * size);
                kept = Arrays.copyOf(kept, 2 * size);
            }
            customers[size] = customer;
            long small = value < FIRST_BEYOND && value >= -FIRST_BEYOND ? value : beyond(value);
            kept[size++] = (small << SET_BITS) | set;
        }

        private long beyond(long value) {
            Integer number = beyond.get(value);
            if (number == null) {
                number = beyondValues.size();
                beyond.put(value, number);
                beyondValues.add(value);
            }
            return FIRST_BEYOND + number;
        }

        long value(long one) {
            long small = one >> SET_BITS;
            return small < FIRST_BEYOND ? small : beyondValues.get((int) (small - FIRST_BEYOND));
        }

        /** What was kept, customer by customer. @param ends behind each customer's last */
        long[] byCustomer(int[] ends) {
            Arrays.fill(ends, 0);
            for (int index = 0; index < size; index++) {
                ends[customers[index]]++;
            }
            int end = 0;
            for (int customer = 0; customer < ends.length; customer++) {
                int count = ends[customer];
                ends[customer] = end;
                end += count;
            }
            long[] sorted = new long[size];
            for (int index = 0; index < size; index++) {
                sorted[ends[customers[index]]++] = kept[index];
            }
            return sorted;
        }
    }

    /** @param number of the measure among the collected ones @param set the number of the set of bags */
    void add(int customer, int number, long value, int set) {
        heaps[number].add(customer, value, set);
    }

    /** Empties all. */
    void clear() {
        for (Heap heap : heaps) {
            heap.clear();
        }
    }

    /** How many different values each customer has in a bag. */
    long[] distinct(int bag) {
        return distinct[bag];
    }

    /** The value that each customer has most often in a bag, the least of several; anything where there is none. */
    long[] frequent(int bag) {
        return frequent[bag];
    }

    /** Counts what the customers have. */
    void count(int customers) {
        for (int bag = 0; bag < distinct.length; bag++) {
            distinct[bag] = zeros(distinct[bag], customers);
            frequent[bag] = zeros(frequent[bag], customers);
        }
        int[] ends = new int[customers];
        for (int number = 0; number < heaps.length; number++) {
            Heap heap = heaps[number];
            long[] kept = heap.byCustomer(ends);
            int from = 0;
            for (int customer = 0; customer < customers; customer++) {
                if (ends[customer] > from) {
                    Arrays.sort(kept, from, ends[customer]);
                    count(customer, kept, from, ends[customer], heap, collected.get(number));
                    from = ends[customer];
                }
            }
        }
    }

    private static long[] zeros(long[] before, int count) {
        if (before == null || before.length != count) {
            return new long[count];
        }
        Arrays.fill(before, 0);
        return before;
    }

    private void count(int customer, long[] kept, int from, int to, Heap heap, Collected what) {
        Arrays.fill(most, 0);
        int at = from;
        while (at < to) {
            long small = kept[at] >> SET_BITS;
            int bags = 0;
            while (at < to && kept[at] >> SET_BITS == small) {
                long one = kept[at];
                int first = at;
                while (at < to && kept[at] == one) {
                    at++;
                }
                for (int bag : what.feeding().bags((int) one & ((1 << SET_BITS) - 1))) {
                    if (inARun[bag] == 0) {
                        met[bags++] = bag;
                    }
                    inARun[bag] += at - first;
                }
            }
            long value = heap.value(small << SET_BITS);
            for (int index = 0; index < bags; index++) {
                int bag = met[index];
                distinct[bag][customer]++;
                boolean better = inARun[bag] > most[bag]
                        || (inARun[bag] == most[bag]
                                && what.coding().compare(value, frequent[bag][customer], interns) < 0);
                if (better) {
                    most[bag] = inARun[bag];
                    frequent[bag][customer] = value;
                }
                inARun[bag] = 0;
            }
        }
    }
}
