package io.segmill.core.condition;

/** How two values are compared; the complements are written with {@link Condition.Not}. */
public enum Comparison {
    IS,
    LESS_THAN,
    AT_MOST,
    MORE_THAN,
    AT_LEAST;

    /** As written: {@code at-most}. */
    public String word() {
        return switch (this) {
            case IS -> "is";
            case LESS_THAN -> "less-than";
            case AT_MOST -> "at-most";
            case MORE_THAN -> "more-than";
            case AT_LEAST -> "at-least";
        };
    }
}
