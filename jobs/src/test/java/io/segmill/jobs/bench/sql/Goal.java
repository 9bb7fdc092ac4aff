package io.segmill.jobs.bench.sql;

/** How far a book is taken. */
public enum Goal {
    /** Members are counted and kept nowhere. */
    EVALUATED,
    /** Members are written, with the four columns of the members' table. */
    PUBLISHED
}
