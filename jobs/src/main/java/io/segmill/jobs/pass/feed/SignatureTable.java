package io.segmill.jobs.pass.feed;

import java.util.Arrays;

/** Looks up what rows feed by their signatures, and counts them; for one thread. */
public final class SignatureTable {
    private static final int FIRST_CAPACITY = 256;
    private static final int MOST_CAPACITY = 1 << 17;
    private static final int MOST_DIRECT = 1 << 15;

    private final Feeding feeding;
    private final int words;
    /** Whether there are so few signatures that each has its own place. */
    private final boolean isDirect;

    private final long[] rows;
    private long[] keys;
    private Fed[] feds;
    private long[] hits;
    private int size;

    public SignatureTable(Feeding feeding) {
        this.feeding = feeding;
        this.words = feeding.signatures().words();
        this.rows = new long[feeding.accumulators()];
        long signatures = feeding.signatures().different();
        this.isDirect = signatures <= MOST_DIRECT;
        clear(isDirect ? (int) signatures : FIRST_CAPACITY);
    }

    private void clear(int capacity) {
        keys = new long[capacity * words];
        feds = new Fed[capacity];
        hits = new long[capacity];
        size = 0;
    }

    /** What one more row of that signature feeds. */
    public Fed next(long[] signature) {
        int at = slot(signature, keys, feds);
        Fed fed = feds[at];
        if (fed == null) {
            fed = feeding.of(signature);
            at = put(signature, fed);
        }
        hits[at]++;
        return fed;
    }

    private int put(long[] signature, Fed fed) {
        if (!isDirect && 2 * size >= feds.length) {
            if (feds.length >= MOST_CAPACITY) {
                countHits();
                clear(FIRST_CAPACITY);
            } else {
                grow();
            }
        }
        int at = slot(signature, keys, feds);
        System.arraycopy(signature, 0, keys, at * words, words);
        feds[at] = fed;
        size++;
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        Fed[] oldFeds = feds;
        long[] oldHits = hits;
        int oldSize = size;
        clear(2 * oldFeds.length);
        long[] signature = new long[words];
        for (int old = 0; old < oldFeds.length; old++) {
            if (oldFeds[old] != null) {
                System.arraycopy(oldKeys, old * words, signature, 0, words);
                int at = slot(signature, keys, feds);
                System.arraycopy(signature, 0, keys, at * words, words);
                feds[at] = oldFeds[old];
                hits[at] = oldHits[old];
            }
        }
        size = oldSize;
    }

    private int slot(long[] signature, long[] table, Fed[] found) {
        if (isDirect) {
            return (int) signature[0];
        }
        int mask = found.length - 1;
        int at = (int) Signature.hash(signature) & mask;
        while (found[at] != null && !isAt(signature, table, at)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private boolean isAt(long[] signature, long[] table, int at) {
        for (int word = 0; word < words; word++) {
            if (table[at * words + word] != signature[word]) {
                return false;
            }
        }
        return true;
    }

    private void countHits() {
        for (int at = 0; at < feds.length; at++) {
            if (feds[at] != null) {
                for (int accumulator : feds[at].accumulators()) {
                    rows[accumulator] += hits[at];
                }
            }
        }
        Arrays.fill(hits, 0);
    }

    /** For each accumulator, how many rows fed it. */
    public long[] rows() {
        countHits();
        return rows.clone();
    }
}
