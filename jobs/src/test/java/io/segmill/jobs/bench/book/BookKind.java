package io.segmill.jobs.bench.book;

import java.util.List;
import java.util.Locale;

/** Two ways of writing books of segments; a book's first segments are those of the shorter book of the same seed. */
public enum BookKind {
    /** As a marketing department does: the same attributes, windows and thresholds again and again. */
    REALISTIC,
    /** Each condition has a window, a filter and a constant of its own. */
    ADVERSARIAL;

    public static BookKind named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<SegmentText> segments(long seed, int size) {
        return switch (this) {
            case REALISTIC -> new RealisticBook(seed).segments(size);
            case ADVERSARIAL -> new AdversarialBook(seed).segments(size);
        };
    }
}
