package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * A segment's file as written.
 *
 * @param file relative to the project folder
 * @param location of the file's first key
 * @param limits in the order in which they apply
 * @param expansion absent when no key of an expansion is there
 * @param hash SHA-256 of what the file says, whatever its layout
 */
public record SegmentDefinition(
        String id,
        String file,
        SourceLocation location,
        Optional<Literal> name,
        Optional<Literal> description,
        Optional<Literal> type,
        Optional<Literal> state,
        List<Literal> tags,
        List<OutputColumnDefinition> columns,
        Optional<Literal> activateAt,
        Optional<Literal> deactivateAt,
        Optional<ConditionDefinition> where,
        List<LimitDefinition> limits,
        Optional<MembersDefinition> members,
        Optional<ExpansionDefinition> expansion,
        String hash) {
    public SegmentDefinition {
        tags = List.copyOf(tags);
        columns = List.copyOf(columns);
        limits = List.copyOf(limits);
    }
}
