package io.segmill.jobs.pass.feed;

import java.util.Arrays;

/** A row's classes, or some of them, as the key of a map. */
final class Signature {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] words;
    private final int hash;

    /** @param words kept as they are */
    Signature(long[] words) {
        this.words = words;
        this.hash = (int) hash(words);
    }

    /** Spreads numbers that differ in few digits: classes are digits. */
    static long hash(long[] words) {
        long hash = 0;
        for (long word : words) {
            hash = (hash ^ word) * MIX;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature signature && Arrays.equals(words, signature.words);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
