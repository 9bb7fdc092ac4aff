package io.segmill.core.fault;

/**
 * The kinds of places at which a run may stop for good: after each thing that outlives the process, and also before it
 * where, from outside, its effect would be unclear.
 */
public enum FaultPoint {
    /** The project's lock is held. */
    LOCK_TAKEN,
    /** Spark is up, and nothing was asked of it yet. */
    SPARK_STARTED,
    /** Something that the run works on was read: a source's rows, a list of members. */
    READ,
    /** What the run makes of its input is computed, and not written yet. */
    COMPUTED,
    /** A table was made, or a property of it set, by a commit that changes no row. */
    TABLE_PREPARED,
    /** A table's new version is about to be committed. */
    BEFORE_COMMIT,
    /** A table's new version is committed; nobody has recorded it. */
    AFTER_COMMIT,
    /** A table is about to go back to an earlier version. */
    BEFORE_RESTORE,
    /** A table went back to an earlier version. */
    AFTER_RESTORE,
    /** A file is whole on the disk, under a name that readers do not know. */
    FILE_WRITTEN,
    /** A file or folder is about to get the name that readers know, or to lose it. */
    BEFORE_RENAME,
    /** A file or folder got its name, or lost it. */
    AFTER_RENAME,
    /** The history is about to record something. */
    BEFORE_RECORD,
    /** The history has recorded something. */
    AFTER_RECORD,
    /** All tasks of a process have ended. */
    PROCESS_ENDED
}
