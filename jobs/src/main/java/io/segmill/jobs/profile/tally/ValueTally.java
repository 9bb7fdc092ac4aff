package io.segmill.jobs.profile.tally;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts a column's values, different ones and how often each occurs, in bounded space: exactly while there are at most
 * {@value #MOST_VALUES} different ones. Beyond that it keeps a lower bound for the frequent ones (J. Misra, D. Gries,
 * Finding repeated elements, 1982), which falls short by at most one in {@value #MOST_VALUES} rows, and an estimate of
 * how many there are.
 */
final class ValueTally implements Serializable {
    static final int MOST_VALUES = 1000;

    private final Map<Object, Long> counts = new HashMap<>();
    private final DistinctEstimate distinct = new DistinctEstimate();
    /** What was taken off a count, at most. */
    private long error;

    void add(Object value) {
        add(value, 1);
    }

    private void add(Object value, long count) {
        if (counts.computeIfPresent(value, (same, before) -> before + count) != null) {
            return;
        }
        distinct.add(value);
        if (counts.size() < MOST_VALUES) {
            counts.put(value, count);
            return;
        }
        long least = counts.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        long taken = Math.min(least, count);
        counts.replaceAll((other, before) -> before - taken);
        counts.values().removeIf(left -> left == 0);
        error += taken;
        if (count > taken) {
            counts.put(value, count - taken);
        }
    }

    void addAll(ValueTally other) {
        other.counts.forEach(this::add);
        distinct.addAll(other.distinct);
        error += other.error;
    }

    boolean isExact() {
        return error == 0;
    }

    /** How many different values, exactly or by estimate. */
    long distinct() {
        // It is known that there were more than there is room for.
        return isExact() ? counts.size() : Math.max(MOST_VALUES + 1L, distinct.estimate());
    }

    /** The values that surely are the most frequent, ties by value. */
    List<Map.Entry<Object, Long>> top(int most) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > error)
                .sorted(Comparator.<Map.Entry<Object, Long>>comparingLong(Map.Entry::getValue)
                        .reversed()
                        .thenComparing(Map.Entry::getKey, ValueOrder.VALUES))
                .limit(most)
                .toList();
    }
}
