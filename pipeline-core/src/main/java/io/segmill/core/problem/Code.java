package io.segmill.core.problem;

/** What kind of thing is wrong. A code is stable: a search for it finds the handbook's page. */
public enum Code {
    // the files themselves
    FILE_MISSING,
    FILE_UNREADABLE,
    FILE_NAME,
    NOT_YAML,
    NOT_UTF8,
    DUPLICATE_KEY,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_SHAPE,
    BAD_VALUE,
    EMPTY_LIST,
    NOT_AVAILABLE_YET,
    UNSET_VARIABLE,
    PLAIN_PASSWORD,

    // names that lead nowhere
    UNKNOWN_SOURCE,
    UNKNOWN_COLUMN,
    UNKNOWN_RELATIONSHIP,
    UNKNOWN_SEGMENT,
    UNKNOWN_OPERATOR,
    DUPLICATE_NAME,

    // the project as a whole
    KEY_NEEDED,
    KEY_MISMATCH,
    CYCLE,

    // the language
    AMBIGUOUS_CONDITION,
    WRONG_TYPE,
    BAD_PATH,
    BAD_WINDOW,
    BAD_DATE,
    BAD_PATTERN,
    NO_EVENT_TIME,

    // warnings
    IGNORED_FILE,
    ALWAYS_MET,
    NEVER_MET,
    BEYOND_LIMIT
}
