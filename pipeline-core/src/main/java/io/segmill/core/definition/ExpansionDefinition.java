package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * What makes a segment an expansion, as written.
 *
 * @param location of the first of these keys
 * @param using absent when the file does not say
 */
public record ExpansionDefinition(
        SourceLocation location,
        Optional<Literal> similarTo,
        Optional<Literal> size,
        Optional<Literal> sizePercent,
        Optional<Literal> minSimilarity,
        Optional<List<Literal>> using) {
    public ExpansionDefinition {
        using = using.map(List::copyOf);
    }
}
