package io.segmill.core.reading.yaml;

import io.segmill.core.definition.Fingerprint;
import io.segmill.core.definition.Literal;
import java.util.Comparator;

/**
 * What a file says, whatever its layout: keys in one order, without places and comments. Passwords are left out: a
 * hash of everything else known would let them be guessed.
 */
public final class Canonical implements Node.Cases<Void> {
    private final StringBuilder text = new StringBuilder();

    private Canonical() {}

    /** SHA-256 in lower-case hex. */
    public static String hash(Node node) {
        Canonical canonical = new Canonical();
        node.match(canonical);
        return Fingerprint.of(canonical.text);
    }

    @Override
    public Void mapping(Node.Mapping mapping) {
        text.append('{');
        mapping.entries().stream()
                .filter(entry -> !entry.key().value().equals("password"))
                .sorted(Comparator.comparing(entry -> entry.key().value()))
                .forEach(entry -> {
                    word(entry.key());
                    entry.value().match(this);
                });
        text.append('}');
        return null;
    }

    @Override
    public Void sequence(Node.Sequence sequence) {
        text.append('[');
        sequence.items().forEach(item -> item.match(this));
        text.append(']');
        return null;
    }

    @Override
    public Void leaf(Node.Leaf leaf) {
        text.append(leaf.literal().kind()).append(' ');
        word(leaf.literal());
        return null;
    }

    @Override
    public Void broken(Node.Broken broken) {
        text.append('?');
        return null;
    }

    private void word(Literal literal) {
        text.append(literal.value().length()).append(':').append(literal.value());
    }
}
