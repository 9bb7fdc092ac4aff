package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A mapping of plain values, such as {@code csv:}; empty when the file does not have it. */
public record Options(SourceLocation location, Map<String, Option> values) {
    /** A key with its value. */
    public record Option(Literal key, Literal value) {}

    public Options {
        Objects.requireNonNull(location);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Optional<Literal> value(String key) {
        return Optional.ofNullable(values.get(key)).map(Option::value);
    }
}
