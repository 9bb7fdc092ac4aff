package io.segmill.core.definition;

import java.util.List;
import java.util.Optional;

/**
 * An export's file as written.
 *
 * @param file relative to the project folder
 * @param hash SHA-256 of what the file says, whatever its layout
 */
public record ExportDefinition(
        String id,
        String file,
        Optional<Literal> name,
        List<Literal> segments,
        Optional<List<OutputColumnDefinition>> columns,
        Options hashed,
        Optional<Literal> content,
        Options csv,
        Optional<Literal> to,
        String hash) {
    public ExportDefinition {
        segments = List.copyOf(segments);
        columns = columns.map(List::copyOf);
    }
}
