package io.segmill.core.reading.yaml;

import java.util.Set;
import java.util.regex.Pattern;

/** Texts as YAML writes them. */
public final class YamlScalar {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} _./()-]*[\\p{L}\\p{N})])?");
    private static final Pattern LIKE_A_NUMBER = Pattern.compile("[0-9][0-9.eExXo]*");
    private static final Set<String> WORDS = Set.of("true", "false", "null");

    private YamlScalar() {}

    /** In quotes where it would be something else without, alone or between brackets; no variable is filled in. */
    public static String of(String text) {
        return asRead(text.replace("${", "$${"));
    }

    /** Likewise, of a text as YAML has it, in which variables are still to be filled in. */
    public static String asRead(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !LIKE_A_NUMBER.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
        if (plain) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (Character.isISOControl(point)) {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u%04X", point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }
}
