package io.segmill.jobs.pass.block;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The answers to the tests of slots by the values that they were asked of, a bit a test; for all tasks of a process, which
 * meet the same values.
 */
public final class SharedAnswers {
    private static final int MOST_TEXTS_A_SLOT = 1 << 15;

    private final Map<Integer, Map<UTF8String, long[]>> ofTexts = new ConcurrentHashMap<>();
    private final Map<Integer, KnownAnswers> known = new ConcurrentHashMap<>();

    /** The answers for one text; asked when they are not known. */
    long[] of(int slot, UTF8String text, Supplier<long[]> asked) {
        Map<UTF8String, long[]> ofSlot = ofTexts.computeIfAbsent(slot, any -> new ConcurrentHashMap<>());
        long[] bits = ofSlot.get(text);
        if (bits == null) {
            bits = asked.get();
            if (ofSlot.size() < MOST_TEXTS_A_SLOT) {
                ofSlot.put(text, bits);
            }
        }
        return bits;
    }

    /** What other tasks knew when they ended, to be added to by one; nothing at first. @param words of answers */
    KnownAnswers known(int slot, int words) {
        KnownAnswers some = known.get(slot);
        return some == null ? new KnownAnswers(words) : some.copy();
    }

    /** A task ends. @param answers by values that are the same in all tasks; not to be added to any more */
    void tell(int slot, KnownAnswers answers) {
        known.merge(slot, answers, (one, other) -> other.size() > one.size() ? other : one);
    }
}
