package io.segmill.core.project;

/** What a source's files are, as written under {@code format}. */
public enum Format {
    CSV,
    /** One JSON object a line. */
    JSON,
    PARQUET,
    DELTA
}
