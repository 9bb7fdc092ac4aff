package io.segmill.core.definition;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All of a project's files as written. An id whose file could not be read leads to an empty value: what refers to it is
 * no mistake.
 *
 * @param settings absent when {@code segmill.yaml} could not be read
 */
public record ProjectDefinition(
        Optional<SettingsDefinition> settings,
        SortedMap<String, Optional<SourceDefinition>> sources,
        SortedMap<String, Optional<SegmentDefinition>> segments,
        SortedMap<String, Optional<ExportDefinition>> exports) {
    public ProjectDefinition {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        segments = Collections.unmodifiableSortedMap(new TreeMap<>(segments));
        exports = Collections.unmodifiableSortedMap(new TreeMap<>(exports));
    }
}
