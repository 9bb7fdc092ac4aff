package io.segmill.core.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The way from a row of one source to rows of another, step by step.
 *
 * @param start the source where the path begins
 */
public record RowPath(String start, List<Hop> hops) {
    /** The language's limit. */
    public static final int MOST_HOPS = 20;

    public RowPath {
        hops = List.copyOf(hops);
        String at = start;
        for (Hop hop : hops) {
            if (!hop.start().equals(at)) {
                throw new IllegalArgumentException("hop " + hop.name() + " starts at " + hop.start() + ", not " + at);
            }
            at = hop.end();
        }
        if (hops.size() > MOST_HOPS) {
            throw new IllegalArgumentException("more than " + MOST_HOPS + " hops");
        }
    }

    /** The path that stays where it begins. */
    public static RowPath at(String source) {
        return new RowPath(source, List.of());
    }

    /** The source where the path ends. */
    public String end() {
        return hops.isEmpty() ? start : hops.get(hops.size() - 1).end();
    }

    /** Whether at most one row is reached from each. */
    public boolean isToOne() {
        return hops.stream().allMatch(hop -> hop.direction() == Hop.Direction.TO_ONE);
    }

    /** The names of the hops joined by dots, as written; empty for a path without hops. */
    @Override
    public String toString() {
        return hops.stream().map(Hop::name).collect(Collectors.joining("."));
    }
}
