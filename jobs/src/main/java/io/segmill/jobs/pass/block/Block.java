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
    /**
     * Customers whom a limit ranks, by their places.
     *
     * @param by for each limit of the segment, what each is ranked by; null where it is missing
     * @param per for each limit, the group of each; null where it is missing or there are none
     */
    public record Candidates(int[] places, List<byte[][]> by, List<byte[][]> per) implements Serializable {
        static final Candidates NONE = new Candidates(new int[0], List.of(), List.of());
    }
}
