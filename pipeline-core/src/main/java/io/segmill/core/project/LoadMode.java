package io.segmill.core.project;

/** What a load does to the rows that are already there. */
public enum LoadMode {
    /** Replaces all of them. */
    FULL,
    /** Keeps them and adds those of new files. */
    APPEND,
    /** Replaces those with the same key and adds the others, from new files only. */
    MERGE
}
