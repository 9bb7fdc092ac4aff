package io.segmill.core.reading.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills references to variables, with or without default, in a file's values; a doubled dollar sign keeps one as it is. */
public record Environment(Map<String, String> variables) {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}");

    /**
     * A value with its variables filled in.
     *
     * @param unset names of variables that are not set and have no default
     */
    record Filled(String value, List<String> unset) {}

    public Environment {
        variables = Map.copyOf(variables);
    }

    Filled fill(String written) {
        if (written.indexOf('$') < 0) {
            return new Filled(written, List.of());
        }
        List<String> unset = new ArrayList<>();
        String value = REFERENCE
                .matcher(written)
                .replaceAll(
                        reference -> Matcher.quoteReplacement(filled(reference.group(1), reference.group(2), unset)));
        return new Filled(value, unset);
    }

    /** As in a shell, the default also stands in for a variable that is set to nothing. */
    private String filled(String name, String fallback, List<String> unset) {
        if (name == null) {
            return "${";
        }
        String found = variables.get(name);
        if (fallback != null) {
            return found == null || found.isEmpty() ? fallback : found;
        }
        if (found == null) {
            unset.add(name);
            return "";
        }
        return found;
    }
}
