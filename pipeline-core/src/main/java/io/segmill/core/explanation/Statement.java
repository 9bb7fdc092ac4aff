package io.segmill.core.explanation;

import java.util.ArrayList;
import java.util.List;

/** A sentence in plain words, and those that it stands above. */
public record Statement(String text, List<Statement> parts) {
    public Statement {
        parts = List.copyOf(parts);
    }

    static Statement of(String text) {
        return new Statement(text, List.of());
    }

    /** One line a sentence, each part two further to the right than what it belongs to, after a dash. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(text);
        for (Statement part : parts) {
            String mark = "- ";
            for (String line : part.lines()) {
                lines.add("  " + mark + line);
                mark = "  ";
            }
        }
        return lines;
    }
}
