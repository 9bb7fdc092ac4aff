package io.segmill.core.reading.yaml;

import io.segmill.core.definition.Literal;
import java.util.regex.Pattern;

/** What a plain scalar is by YAML 1.2's core schema: {@code NO} is a text and {@code 0123} the number 123. */
final class CoreSchema {
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NUMBER = Pattern.compile(
            "0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private CoreSchema() {}

    static Literal.Kind kind(String plain) {
        if (NOTHING.matcher(plain).matches()) {
            return Literal.Kind.NOTHING;
        }
        if (TRUTH.matcher(plain).matches()) {
            return Literal.Kind.TRUTH;
        }
        return NUMBER.matcher(plain).matches() ? Literal.Kind.NUMBER : Literal.Kind.TEXT;
    }
}
