package io.segmill.core.definition;

import java.util.List;
import java.util.Optional;

/**
 * A segment's file as written.
 *
 * @param file relative to the project folder
 * @param where absent only when its problem is already told
 * @param hash SHA-256 of what the file says, whatever its layout
 */
public record SegmentDefinition(
        String id,
        String file,
        Optional<Literal> name,
        Optional<Literal> description,
        Optional<Literal> type,
        Optional<Literal> state,
        List<Literal> tags,
        List<OutputColumnDefinition> columns,
        Optional<ConditionDefinition> where,
        String hash) {
    public SegmentDefinition {
        tags = List.copyOf(tags);
        columns = List.copyOf(columns);
    }
}
