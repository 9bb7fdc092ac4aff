package io.segmill.core.problem;

import java.util.Objects;

/** A known failure, told in a line or two: what happened, how to mend it, and whose it is. */
public final class Failure extends RuntimeException {
    private final Blame blame;

    /** Whose failure it is; decides the exit code and whether a retry makes sense. */
    public enum Blame {
        /** Wrong usage: mend the call or the project's files. */
        USER,
        /** The input is not as declared: mend the files or their declaration. */
        DATA,
        /** Another run holds the project: wait for it. */
        BUSY,
        /** No disk, no database, no rights: mend the machine, then retry. */
        ENVIRONMENT
    }

    public Failure(Blame blame, String message) {
        super(message);
        this.blame = Objects.requireNonNull(blame);
    }

    public Failure(Blame blame, String message, Throwable cause) {
        super(message, cause);
        this.blame = Objects.requireNonNull(blame);
    }

    public Blame blame() {
        return blame;
    }
}
