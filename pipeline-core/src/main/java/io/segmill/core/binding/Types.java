package io.segmill.core.binding;

import io.segmill.core.schema.DataType;

/** What people are told about types, and which of them compare with each other. */
public final class Types {
    private Types() {}

    private enum Family {
        TRUTH("true or false", "is, is-not, in, not-in or is-set"),
        NUMBER("a number", "is, is-not, in, not-in, less-than, at-most, more-than, at-least, between or is-set"),
        TEXT(
                "a text",
                "is, is-not, in, not-in, less-than, at-most, more-than, at-least, between, contains, starts-with,"
                        + " ends-with, matches or is-set"),
        TIME(
                "a date",
                "is, is-not, in, not-in, less-than, at-most, more-than, at-least, between, within, anniversary or"
                        + " is-set");

        private final String described;
        private final String operators;

        Family(String described, String operators) {
            this.described = described;
            this.operators = operators;
        }
    }

    private static Family family(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Family.TRUTH;
            case INT, BIGINT, DOUBLE, DECIMAL -> Family.NUMBER;
            case STRING -> Family.TEXT;
            case DATE, TIMESTAMP -> Family.TIME;
        };
    }

    /** Whether values of the two types compare with each other; nothing is cast for it. */
    static boolean compare(DataType one, DataType other) {
        return family(one) == family(other);
    }

    public static String described(DataType type) {
        return type.kind() == DataType.Kind.TIMESTAMP ? "a timestamp" : family(type).described;
    }

    /** The operators that values of the type take. */
    static String operators(DataType type) {
        return family(type).operators;
    }
}
