package io.segmill.core.reading;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that a mapping may have.
 *
 * @param owner what the mapping is, for messages: {@code a segment}
 * @param known those that are read
 * @param later those of the language that this version does not read yet
 */
record Keys(String owner, Set<String> known, Set<String> later) {
    /** Words from other languages that are too far from ours to be found as slips of the fingers. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("and", "all"),
            Map.entry("or", "any"),
            Map.entry("nor", "none"),
            Map.entry("equals", "is"),
            Map.entry("equal", "is"),
            Map.entry("eq", "is"),
            Map.entry("=", "is"),
            Map.entry("==", "is"),
            Map.entry("not-equals", "is-not"),
            Map.entry("ne", "is-not"),
            Map.entry("!=", "is-not"),
            Map.entry("<>", "is-not"),
            Map.entry("greater-than", "more-than"),
            Map.entry("gt", "more-than"),
            Map.entry(">", "more-than"),
            Map.entry("gte", "at-least"),
            Map.entry(">=", "at-least"),
            Map.entry("lt", "less-than"),
            Map.entry("<", "less-than"),
            Map.entry("lte", "at-most"),
            Map.entry("<=", "at-most"),
            Map.entry("one-of", "in"),
            Map.entry("any-of", "in"),
            Map.entry("none-of", "not-in"),
            Map.entry("like", "contains"),
            Map.entry("regex", "matches"),
            Map.entry("exists", "is-set"),
            Map.entry("column", "attribute"),
            Map.entry("field", "attribute"),
            Map.entry("segment", "member-of"),
            Map.entry("filter", "where"),
            Map.entry("during", "within"),
            Map.entry("window", "within"),
            Map.entry("period", "within"));

    Keys {
        known = Set.copyOf(known);
        later = Set.copyOf(later);
    }

    static Keys of(String owner, String... known) {
        return new Keys(owner, Set.of(known), Set.of());
    }

    Keys later(String... names) {
        return new Keys(owner, known, Set.of(names));
    }

    boolean contains(String name) {
        return known.contains(name) || later.contains(name);
    }

    Set<String> all() {
        Set<String> all = new TreeSet<>(known);
        all.addAll(later);
        return all;
    }

    /** The word of ours for one of another language, if it has its place here. */
    Optional<String> synonym(String written) {
        return Optional.ofNullable(SYNONYMS.get(written.replace('_', '-'))).filter(known::contains);
    }
}
