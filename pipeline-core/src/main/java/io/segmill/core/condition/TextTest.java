package io.segmill.core.condition;

/** What a text is tested for. */
public enum TextTest {
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH,
    /** A Java regular expression that the whole value matches. */
    MATCHES;

    /** As written: {@code starts-with}. */
    public String word() {
        return switch (this) {
            case CONTAINS -> "contains";
            case STARTS_WITH -> "starts-with";
            case ENDS_WITH -> "ends-with";
            case MATCHES -> "matches";
        };
    }
}
