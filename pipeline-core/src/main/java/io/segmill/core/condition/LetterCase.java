package io.segmill.core.condition;

/** Whether upper and lower case letters of texts count as different. */
public enum LetterCase {
    EXACT,
    /** Both sides are lower-cased by the root locale's rules before they are compared. */
    IGNORED
}
