package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;
import java.util.Objects;

/**
 * A single value as it stands in a file.
 *
 * @param value what it says, variables of the environment filled in; shown nowhere
 * @param written the same as the file has it, for messages
 */
public record Literal(Kind kind, String value, String written, SourceLocation location) {
    private static final int MOST_SHOWN = 60;

    /** What a value is by YAML 1.2's core schema. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        /** {@code null}, or nothing at all. */
        NOTHING
    }

    public Literal {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(value);
        Objects.requireNonNull(written);
        Objects.requireNonNull(location);
    }

    /** For messages: as written, in quotes, shortened where it is long. */
    public String shown() {
        String line = written.strip().replaceAll("\\p{Cntrl}+", " ");
        if (line.codePointCount(0, line.length()) > MOST_SHOWN) {
            line = line.substring(0, line.offsetByCodePoints(0, MOST_SHOWN)) + "…";
        }
        return "'" + line + "'";
    }
}
