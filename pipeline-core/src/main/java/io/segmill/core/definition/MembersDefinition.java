package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;
import java.util.Optional;

/**
 * {@code members: FILE.csv}, or a mapping, as written.
 *
 * @param file absent only when its problem is already told
 * @param match a column of the customer source; absent for the customer key
 */
public record MembersDefinition(
        Optional<Literal> file,
        Optional<Literal> match,
        Optional<Options.Option> ignoreCase,
        SourceLocation location) {}
