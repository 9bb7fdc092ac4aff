package io.segmill.core.project;

import java.util.List;
import java.util.Objects;

/**
 * One segment.
 *
 * @param file its file, relative to the project folder
 * @param selection how it comes to its members
 * @param definitionHash SHA-256 of what the definition says, in lower-case hex
 */
public record Segment(
        String id,
        String name,
        String description,
        Type type,
        Activation activation,
        List<String> tags,
        List<OutputColumn> columns,
        Selection selection,
        String file,
        String definitionHash) {
    /** Header of the last column of an expansion's extracts. */
    public static final String SIMILARITY_HEADER = "similarity";

    /** How a segment comes to its members. */
    public enum Type {
        /** Refreshed by every run. */
        DYNAMIC,
        /** Refreshed only when asked for by its name. */
        STATIC,
        /** The customers most like another segment's members; refreshed by every run after that one. */
        EXPANSION
    }

    /** Whether a segment takes part in runs. */
    public enum State {
        ACTIVE,
        INACTIVE
    }

    public Segment {
        Objects.requireNonNull(type);
        Objects.requireNonNull(activation);
        Objects.requireNonNull(selection);
        tags = List.copyOf(tags);
        columns = List.copyOf(columns);
    }
}
