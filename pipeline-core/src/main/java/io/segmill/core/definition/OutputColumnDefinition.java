package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;

/**
 * A column shown beside each member, as written.
 *
 * @param header what {@code as} says, by default the path
 */
public record OutputColumnDefinition(OperandDefinition value, Literal header) {
    public SourceLocation location() {
        return header.location();
    }
}
