package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Unpacked;
import io.segmill.jobs.pass.rows.MembershipEncoder;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Members that are given for a bin of customers: those that are published, with the day on which each became a member,
 * and those that lists name or later stages found; members of expansions with their similarity.
 */
public final class Memberships implements Serializable {
    private static final long serialVersionUID = 1;

    private final int customers;
    private final long[][] members;
    private final int[][] since;
    private final int[][] similarity;

    Memberships(int customers, int lists) {
        this.customers = customers;
        this.members = new long[lists][];
        this.since = new int[lists][];
        this.similarity = new int[lists][];
    }

    /**
     * Reads a chunk behind its feed's number: for each membership the customer, the list's number, and its day and
     * similarity.
     *
     * @param strangers gets the keys that have no place
     */
    void read(Unpacked chunk, Keys keys, Set<Object> strangers) {
        while (!chunk.isAtEnd()) {
            int customer = keys.next(chunk, strangers);
            int list = (int) chunk.unsigned();
            long dayAndSimilarity = chunk.signed();
            if (customer >= 0) {
                if (members[list] == null) {
                    members[list] = new long[Vector.words(customers)];
                    since[list] = new int[customers];
                }
                members[list][customer >>> 6] |= 1L << customer;
                since[list][customer] = MembershipEncoder.day(dayAndSimilarity);
                int like = MembershipEncoder.similarity(dayAndSimilarity);
                if (like >= 0) {
                    if (similarity[list] == null) {
                        similarity[list] = new int[customers];
                        Arrays.fill(similarity[list], -1);
                    }
                    similarity[list][customer] = like;
                }
            }
        }
    }

    /** The days of members alone, in the order of their places; one day for all where they have one. */
    void pack() {
        for (int list = 0; list < since.length; list++) {
            if (since[list] != null) {
                int[] days = new int[customers];
                int count = 0;
                for (int customer = 0; customer < customers; customer++) {
                    if ((members[list][customer >>> 6] >>> customer & 1) != 0) {
                        days[count++] = since[list][customer];
                    }
                }
                since[list] = areAlike(days, count) ? new int[] {days[0]} : Arrays.copyOf(days, count);
            }
        }
    }

    private static boolean areAlike(int[] days, int count) {
        for (int index = 1; index < count; index++) {
            if (days[index] != days[0]) {
                return false;
            }
        }
        return count > 0;
    }

    /** With the members of other lists. */
    Memberships and(Memberships other) {
        Memberships both = new Memberships(customers, Math.max(members.length, other.members.length));
        for (int list = 0; list < both.members.length; list++) {
            boolean isHere = list < members.length && members[list] != null;
            both.members[list] = isHere ? members[list] : other.members[list];
            both.since[list] = isHere ? since[list] : other.since[list];
            both.similarity[list] = isHere ? similarity[list] : other.similarity[list];
        }
        return both;
    }

    /** About how much memory they take. */
    long bytes() {
        long bytes = 0;
        for (int list = 0; list < members.length; list++) {
            if (members[list] != null) {
                int ints = since[list].length + (similarity[list] == null ? 0 : similarity[list].length);
                bytes += 3L * Block.BYTES_AN_ARRAY
                        + members[list].length * (long) Long.BYTES
                        + ints * (long) Integer.BYTES;
            }
        }
        return bytes;
    }

    /** A bit for each customer who is on a list. */
    public long[] of(int list) {
        return list < members.length && members[list] != null ? members[list] : new long[Vector.words(customers)];
    }

    /** The day, since 1970, of the member who is the list's nth by place, counted from 0. */
    public int since(int list, int nth) {
        return since[list].length == 1 ? since[list][0] : since[list][nth];
    }

    /** The days of a list's members, each at least once. */
    public IntStream days(int list) {
        return list < since.length && since[list] != null ? Arrays.stream(since[list]) : IntStream.empty();
    }

    /** Whether members of the list have a similarity. */
    public boolean isRated(int list) {
        return list < similarity.length && similarity[list] != null;
    }

    /** A member's similarity in millionths, by the member's place; negative where there is none. */
    public int similarity(int list, int place) {
        return isRated(list) ? similarity[list][place] : -1;
    }
}
