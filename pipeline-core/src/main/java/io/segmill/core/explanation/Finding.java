package io.segmill.core.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether one customer meets a condition, and by what; personal values are masked.
 *
 * @param text what is asked, in words
 * @param value what the customer has
 * @param missing of a condition that is not met: how far off the customer is, where that can be said
 * @param reason of a condition that is not met: the first thing that decides so, whole
 */
public record Finding(
        String text,
        boolean met,
        Optional<String> value,
        Optional<String> missing,
        Optional<String> reason,
        List<Finding> parts) {
    public Finding {
        Objects.requireNonNull(value);
        Objects.requireNonNull(missing);
        if (reason.isPresent() == met) {
            throw new IllegalArgumentException("just what is not met has a reason: " + text);
        }
        parts = List.copyOf(parts);
    }

    /** {@code met} or {@code not met}, then the sentence; the customer's value below it; parts further to the right. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        add("", lines);
        return lines;
    }

    private void add(String indent, List<String> lines) {
        String behind = parts.isEmpty() ? "" : ":";
        lines.add((met ? "met      " : "not met  ") + indent + text + behind);
        String here = said();
        if (!here.isEmpty()) {
            lines.add("         " + indent + "  → " + here);
        }
        parts.forEach(part -> part.add(indent + "  ", lines));
    }

    /** The value and what is missing; empty if there is nothing to say. */
    String said() {
        return said(value, missing);
    }

    static String said(Optional<String> value, Optional<String> missing) {
        return Stream.concat(value.stream(), missing.stream()).collect(Collectors.joining(", "));
    }
}
