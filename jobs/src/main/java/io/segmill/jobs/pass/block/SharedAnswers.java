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
    private final Map<Integer, KnownAnswers> ofLongs = new ConcurrentHashMap<>();

    /** By longs that stand for the same values in all tasks. */
    KnownAnswers ofLongs(int slot) {
        return ofLongs.computeIfAbsent(slot, any -> new KnownAnswers());
    }

    /** By texts, for {@link #of}. */
    Map<UTF8String, long[]> ofTexts(int slot) {
        return ofTexts.computeIfAbsent(slot, any -> new ConcurrentHashMap<>());
    }

    /** The answers for one text; asked when they are not known. */
    static long[] of(Map<UTF8String, long[]> known, UTF8String text, Supplier<long[]> asked) {
        long[] bits = known.get(text);
        if (bits == null) {
            bits = asked.get();
            if (known.size() < MOST_TEXTS_A_SLOT) {
                known.put(text, bits);
            }
        }
        return bits;
    }
}
