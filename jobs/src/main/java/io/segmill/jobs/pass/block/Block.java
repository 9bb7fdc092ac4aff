package io.segmill.jobs.pass.block;

import java.io.Serializable;
import java.util.List;

/**
 * What a pass knows of the customers of one bin.
 *
 * @param customers a bit for each key of a customer; the others are of members who are none any more
 * @param kept the members of each kept node, a bit a customer; null while its stage is to come
 * @param candidates of each limited segment; null while their stage is to come
 */
public record Block(int bin, Keys keys, long[] customers, Memberships given, long[][] kept, Candidates[] candidates)
        implements Serializable {
    /** What an array takes besides what it holds, and a reference to it. */
    static final int BYTES_AN_ARRAY = 24;

    private static final int BYTES_A_VALUE = 32;

    /**
     * Customers whom a limit ranks, by their places.
     *
     * @param by for each limit of the segment, what each is ranked by; null where it is missing
     * @param per for each limit, the group of each; null where it is missing or there are none
     */
    public record Candidates(int[] places, List<byte[][]> by, List<byte[][]> per) implements Serializable {
        static final Candidates NONE = new Candidates(new int[0], List.of(), List.of());

        private long bytes() {
            return (long) places.length * (Integer.BYTES + BYTES_A_VALUE * (by.size() + per.size()));
        }
    }

    /** About how much memory it takes. */
    long bytes() {
        long bytes = keys.bytes() + given.bytes() + customers.length * (long) Long.BYTES;
        for (long[] node : kept) {
            bytes += BYTES_AN_ARRAY + (node == null ? 0 : node.length * (long) Long.BYTES);
        }
        for (Candidates some : candidates) {
            bytes += some == null ? 0 : some.bytes();
        }
        return bytes;
    }
}
