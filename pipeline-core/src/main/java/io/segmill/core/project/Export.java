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
 * @param content what of the members is written
 * @param to the folder, absolute; already resolved against the project folder
 */
public record Export(
        String id,
        String name,
        List<String> segments,
        Optional<List<OutputColumn>> columns,
        Set<String> hashed,
        Content content,
        CsvOutput csv,
        String to,
        String file,
        String definitionHash) {
    /** Of a change, {@code entered} or {@code left}, in extracts that tell changes. */
    public static final String CHANGE_HEADER = "change";

    /** What of a segment's members an export writes. */
    public enum Content {
        /** All of them. */
        MEMBERS,
        /** Those who entered and those who left since the export's last success for another as-of date. */
        CHANGES
    }

    public Export {
        Objects.requireNonNull(content);
        Objects.requireNonNull(csv);
        segments = List.copyOf(segments);
        columns = columns.map(List::copyOf);
        hashed = Set.copyOf(hashed);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("an export without segments: " + id);
        }
    }
}
