package io.segmill.core.binding;

import io.segmill.core.definition.Literal;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.Relationship;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names that paths are made of: sources with their columns, and the hops between them. It also knows which names
 * stand for something broken, so that one mistake is told once and not again wherever it is used.
 */
public final class Catalog {
    /**
     * A source's columns.
     *
     * @param columns by name, those that are well declared
     * @param broken names of the others
     * @param key as declared; absent when it is broken
     */
    public record Table(String source, Map<String, Column> columns, Set<String> broken, Optional<List<String>> key) {
        public Table {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
            broken = Set.copyOf(broken);
            key = key.map(List::copyOf);
        }

        public boolean declares(String column) {
            return columns.containsKey(column) || broken.contains(column);
        }
    }

    private final Map<String, Optional<Table>> tables = new TreeMap<>();
    private final Map<String, Map<String, Hop>> hops = new HashMap<>();
    private boolean hopsMissing;
    private final Map<String, Set<String>> brokenHops = new HashMap<>();
    private final Map<String, ColumnPath> eventTimes = new HashMap<>();
    private final Set<String> brokenEventTimes = new HashSet<>();
    private final Map<String, String> written = new HashMap<>();

    public void add(Table table) {
        tables.put(table.source(), Optional.of(table));
    }

    public void addUnreadable(String source) {
        tables.put(source, Optional.empty());
    }

    public void add(Hop hop) {
        hops.computeIfAbsent(hop.start(), start -> new TreeMap<>()).put(hop.name(), hop);
    }

    public void addBrokenHop(String source, String name) {
        brokenHops.computeIfAbsent(source, start -> new HashSet<>()).add(name);
    }

    /** Some relationship could not be read, so that any hop that is not there may be one of its. */
    public void addUnknownHops() {
        hopsMissing = true;
    }

    public void addEventTime(String source, ColumnPath path) {
        eventTimes.put(source, path);
    }

    public void addBrokenEventTime(String source) {
        brokenEventTimes.add(source);
    }

    /** A name that comes from the environment is shown as the file has it. */
    public void declare(Literal name) {
        if (!name.value().equals(name.written())) {
            written.put(name.value(), name.written());
        }
    }

    public String shown(String name) {
        return written.getOrDefault(name, name);
    }

    public Collection<String> shown(Collection<String> names) {
        return names.stream().map(this::shown).toList();
    }

    public Set<String> sources() {
        return tables.keySet();
    }

    /** Whether there is such a source, readable or not. */
    public boolean hasSource(String source) {
        return tables.containsKey(source);
    }

    /** Empty when the source's file could not be read. */
    public Optional<Table> table(String source) {
        return tables.getOrDefault(source, Optional.empty());
    }

    public Optional<Hop> hop(String source, String name) {
        return Optional.ofNullable(hops(source).get(name));
    }

    public Map<String, Hop> hops(String source) {
        return hops.getOrDefault(source, Map.of());
    }

    public boolean isBrokenHop(String source, String name) {
        return brokenHops.getOrDefault(source, Set.of()).contains(name);
    }

    public boolean missesHops() {
        return hopsMissing;
    }

    public Optional<ColumnPath> eventTime(String source) {
        return Optional.ofNullable(eventTimes.get(source));
    }

    public boolean hasBrokenEventTime(String source) {
        return brokenEventTimes.contains(source);
    }

    /** Both ways of a relationship. */
    public static List<Hop> hopsOf(Relationship relationship) {
        return List.of(new Hop(relationship, Hop.Direction.TO_ONE), new Hop(relationship, Hop.Direction.TO_MANY));
    }
}
