package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;
import java.util.Optional;

/**
 * One limit as written.
 *
 * @param rank the key that says what is kept: {@code top}, {@code bottom}, {@code top-percent} or {@code bottom-percent}
 * @param quota how many, or how many in a hundred
 * @param per a path, absent for one ranking of all
 */
public record LimitDefinition(
        Literal rank, Literal quota, OperandDefinition by, Optional<Literal> per, SourceLocation location) {}
