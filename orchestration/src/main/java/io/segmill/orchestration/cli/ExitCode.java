package io.segmill.orchestration.cli;

import io.segmill.core.problem.Failure.Blame;

/** What a command says to the shell. */
public enum ExitCode {
    OK(0),
    /** A task failed or was skipped because of a failure. */
    FAILED(1),
    /** Wrong usage or a problem in the project's files; nothing ran. */
    USAGE(2),
    /** Another run holds the project. */
    BUSY(3),
    ENVIRONMENT(4),
    BUG(70),
    /** By Ctrl-C or {@code cancel}. */
    CANCELED(130),
    /** By SIGTERM. */
    TERMINATED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static ExitCode of(Blame blame) {
        return switch (blame) {
            case USER -> USAGE;
            case DATA -> FAILED;
            case BUSY -> BUSY;
            case ENVIRONMENT -> ENVIRONMENT;
        };
    }
}
