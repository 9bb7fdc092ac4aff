package io.segmill.core.project;

import io.segmill.core.condition.Condition;
import java.util.List;
import java.util.Objects;

/**
 * One segment.
 *
 * @param file its file, relative to the project folder
 * @param definitionHash SHA-256 of what the definition says, in lower-case hex
 */
public record Segment(
        String id,
        String name,
        String description,
        Type type,
        State state,
        List<String> tags,
        List<OutputColumn> columns,
        Condition where,
        String file,
        String definitionHash) {
    /** How a segment comes to its members. */
    public enum Type {
        /** Refreshed by every run. */
        DYNAMIC,
        /** Refreshed only when asked for by its name. */
        STATIC
    }

    /** Whether a segment takes part in runs. */
    public enum State {
        ACTIVE,
        INACTIVE
    }

    public Segment {
        Objects.requireNonNull(type);
        Objects.requireNonNull(state);
        Objects.requireNonNull(where);
        tags = List.copyOf(tags);
        columns = List.copyOf(columns);
    }
}
