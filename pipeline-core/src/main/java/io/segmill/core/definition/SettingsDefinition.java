package io.segmill.core.definition;

import java.util.List;
import java.util.Optional;

/**
 * {@code segmill.yaml} as written.
 *
 * @param hash SHA-256 of what the file says, whatever its layout, the password left out
 */
public record SettingsDefinition(
        String file,
        Optional<Literal> name,
        Optional<Literal> timeZone,
        Optional<Literal> asOf,
        Optional<Literal> warehouse,
        Options history,
        Optional<Literal> sparkMaster,
        Options sparkConf,
        Options customer,
        List<Relationship> relationships,
        Options schedule,
        Options limits,
        Options retention,
        String hash) {
    /** A many-to-one relationship; its ends are written {@code source.column}, absent when they could not be read. */
    public record Relationship(
            Optional<Literal> from, Optional<Literal> to, Optional<Literal> as, Optional<Literal> reverseAs) {}

    public SettingsDefinition {
        relationships = List.copyOf(relationships);
    }
}
