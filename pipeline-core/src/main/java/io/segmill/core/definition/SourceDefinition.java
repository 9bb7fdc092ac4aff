package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * A source's file as written.
 *
 * @param file relative to the project folder
 * @param key without any when the file has none; absent when it could not be read
 * @param csv with the place of its key, when the file has it
 * @param hash SHA-256 of what the file says, whatever its layout
 */
public record SourceDefinition(
        String id,
        String file,
        Optional<Literal> format,
        Optional<Literal> path,
        Options csv,
        List<Column> columns,
        Optional<List<Literal>> key,
        Optional<Literal> eventTime,
        Optional<Literal> load,
        Optional<DeleteWhen> deleteWhen,
        Options badRows,
        String hash) {
    /** A declared column. */
    public record Column(
            SourceLocation location,
            Optional<Literal> name,
            Optional<Literal> type,
            Optional<Literal> inFile,
            Optional<Literal> format,
            Optional<Literal> required,
            Optional<Literal> pii) {}

    /** The condition under {@code delete-when}, with the place of that key. */
    public record DeleteWhen(SourceLocation location, ConditionDefinition condition) {}

    public SourceDefinition {
        columns = List.copyOf(columns);
        key = key.map(List::copyOf);
    }
}
