package io.segmill.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One export: CSV extracts of some segments' members.
 *
 * @param columns after the customer key; absent when each segment's own are taken
 * @param hashed headers of the columns whose values leave as SHA-256 only
 * @param to the folder, absolute; already resolved against the project folder
 */
public record Export(
        String id,
        String name,
        List<String> segments,
        Optional<List<OutputColumn>> columns,
        Set<String> hashed,
        CsvOutput csv,
        String to,
        String file,
        String definitionHash) {
    public Export {
        Objects.requireNonNull(csv);
        segments = List.copyOf(segments);
        columns = columns.map(List::copyOf);
        hashed = Set.copyOf(hashed);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("an export without segments: " + id);
        }
    }
}
