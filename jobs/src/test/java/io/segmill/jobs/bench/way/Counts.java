package io.segmill.jobs.bench.way;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many members segments have.
 *
 * @param members by segment; of some segments where a way was tried with a sample
 */
public record Counts(SortedMap<String, Long> members) {
    public Counts {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    public static Counts of(Map<String, Long> members) {
        return new Counts(new TreeMap<>(members));
    }

    public static Counts none() {
        return of(Map.of());
    }

    /** Of these segments; who is not counted here has nobody. */
    public Counts of(Collection<String> segments) {
        SortedMap<String, Long> all = new TreeMap<>(members);
        segments.forEach(id -> all.putIfAbsent(id, 0L));
        return new Counts(all);
    }

    public long memberships() {
        return members.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Both together.
     *
     * @param story of the others, for the message
     * @throws IllegalStateException if a segment that both have has different numbers of members
     */
    public Counts and(Counts others, String story) {
        SortedMap<String, Long> all = new TreeMap<>(members);
        others.members.forEach((id, count) -> {
            Long known = all.put(id, count);
            if (known != null && !known.equals(count)) {
                throw new IllegalStateException(story + ": " + id + " has " + count + " members, not " + known);
            }
        });
        return new Counts(all);
    }
}
