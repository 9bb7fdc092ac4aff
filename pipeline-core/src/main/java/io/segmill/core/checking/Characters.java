package io.segmill.core.checking;

import io.segmill.core.binding.Literals;
import io.segmill.core.definition.Literal;
import java.util.Optional;

/** Reads the single characters that CSV files are made of. */
final class Characters {
    private final Literals literals;

    Characters(Literals literals) {
        this.literals = literals;
    }

    /** One printable ASCII character or a tab; empty, and told, for anything else. */
    Optional<Character> delimiter(String key, Literal literal) {
        String value = literal.value();
        if (value.length() == 1 && (value.charAt(0) == '\t' || (value.charAt(0) >= ' ' && value.charAt(0) < 127))) {
            return Optional.of(value.charAt(0));
        }
        literals.bad(
                literal,
                "'" + key + "' is one ASCII character, found " + literal.shown(),
                "write one character in quotes, such as \",\", \"|\" or \"\\t\"");
        return Optional.empty();
    }
}
