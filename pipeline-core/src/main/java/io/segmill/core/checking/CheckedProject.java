package io.segmill.core.checking;

import io.segmill.core.condition.References;
import io.segmill.core.likeness.Features;
import io.segmill.core.project.Export;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.project.Settings;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.Relationship;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A project without errors: every name leads somewhere and every type fits. Only the checker makes one. */
public final class CheckedProject {
    private final Settings settings;
    private final String customerSource;
    private final String customerKey;
    private final List<Relationship> relationships;
    private final Map<String, Source> sources;
    private final Map<String, Segment> segments;
    private final Map<String, Export> exports;
    private final String definitionHash;
    private final List<Segment> segmentsInDependencyOrder;

    CheckedProject(
            Settings settings,
            String customerSource,
            String customerKey,
            List<Relationship> relationships,
            Map<String, Source> sources,
            Map<String, Segment> segments,
            Map<String, Export> exports,
            String definitionHash) {
        this.settings = settings;
        this.customerSource = customerSource;
        this.customerKey = customerKey;
        this.relationships = List.copyOf(relationships);
        this.sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        this.segments = Collections.unmodifiableMap(new LinkedHashMap<>(segments));
        this.exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
        this.definitionHash = definitionHash;
        SortedMap<String, SortedSet<String>> references = new TreeMap<>();
        segments.forEach((id, segment) ->
                references.put(id, segment.selection().references().segments()));
        this.segmentsInDependencyOrder =
                SegmentOrder.sorted(references).stream().map(segments::get).toList();
    }

    public Settings settings() {
        return settings;
    }

    /** The source of which every row is a customer. */
    public Source customers() {
        return sources.get(customerSource);
    }

    /** The column that identifies a customer. */
    public Column customerKey() {
        return customers().column(customerKey).orElseThrow();
    }

    public List<Relationship> relationships() {
        return relationships;
    }

    /** By id, in the order of the ids; so are segments and exports. */
    public Map<String, Source> sources() {
        return sources;
    }

    public Map<String, Segment> segments() {
        return segments;
    }

    public Map<String, Export> exports() {
        return exports;
    }

    public Optional<Segment> segment(String id) {
        return Optional.ofNullable(segments.get(id));
    }

    /** SHA-256 over everything the project's files say, in lower-case hex. */
    public String definitionHash() {
        return definitionHash;
    }

    /** Each after those that it refers to, otherwise by id. */
    public List<Segment> segmentsInDependencyOrder() {
        return segmentsInDependencyOrder;
    }

    /** Ids of the segments whose members a segment asks for. */
    public Set<String> referencedSegments(Segment segment) {
        return segment.selection().references().segments();
    }

    /** Ids of the sources that decide on a segment's members: the customers', those on its paths and their event times'. */
    public Set<String> referencedSources(Segment segment) {
        SortedSet<String> read = new TreeSet<>(Set.of(customerSource));
        addSources(segment.selection().references(), read);
        if (segment.selection() instanceof Selection.Similar similar) {
            features(similar).compared().forEach(feature -> addSources(References.of(feature), read));
        }
        return Collections.unmodifiableSortedSet(read);
    }

    /** What an expansion compares customers by. */
    public Features features(Selection.Similar similar) {
        return Features.of(similar, customerSource, sources, relationships, segments);
    }

    /** Ids of the sources that columns shown beside members read: the customers' and those on their paths. */
    public Set<String> referencedSources(List<OutputColumn> columns) {
        SortedSet<String> read = new TreeSet<>(Set.of(customerSource));
        columns.forEach(column -> addSources(References.of(column.value()), read));
        return Collections.unmodifiableSortedSet(read);
    }

    private void addSources(References references, SortedSet<String> read) {
        read.addAll(references.sources());
        for (String dated : references.dated()) {
            sources.get(dated).eventTime().ifPresent(path -> path.rows().hops().forEach(hop -> read.add(hop.end())));
        }
    }
}
