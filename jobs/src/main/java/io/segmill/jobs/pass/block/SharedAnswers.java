package io.segmill.jobs.pass.block;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The answers to the tests of slots by the values that they were asked of, a bit a test; for all tasks of a process, which
 * meet the same values.
 */
public final class SharedAnswers {
    private static final int MOST_A_SLOT = 1 << 15;

    private final Map<Integer, Map<Object, long[]>> known = new ConcurrentHashMap<>();

    /**
     * The answers for one value; asked when they are not known.
     *
     * @param value the same for the same value in all tasks
     */
    long[] of(int slot, Object value, Supplier<long[]> asked) {
        Map<Object, long[]> ofSlot = known.computeIfAbsent(slot, any -> new ConcurrentHashMap<>());
        long[] bits = ofSlot.get(value);
        if (bits == null) {
            bits = asked.get();
            if (ofSlot.size() < MOST_A_SLOT) {
                ofSlot.put(value, bits);
            }
        }
        return bits;
    }
}
