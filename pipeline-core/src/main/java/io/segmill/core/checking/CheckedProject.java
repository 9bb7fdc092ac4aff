package io.segmill.core.checking;

import io.segmill.core.project.Export;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Settings;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.Relationship;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
}
