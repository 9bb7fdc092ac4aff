package io.segmill.core.run;

import java.util.Set;

/** Where a task stands. The arrows are here and nowhere else. */
public enum TaskStatus {
    NOT_STARTED("Not started"),
    QUEUED("Queued"),
    REFRESHING("Refreshing"),
    SUCCESSFUL("Successful"),
    COMPLETED_WITH_WARNINGS("Completed with warnings"),
    FAILED("Failed"),
    SKIPPED("Skipped"),
    CANCELED("Canceled");

    private final String title;

    TaskStatus(String title) {
        this.title = title;
    }

    /** The statuses that a task may go to from this one. */
    public Set<TaskStatus> next() {
        return switch (this) {
            case NOT_STARTED -> Set.of(QUEUED, SKIPPED, FAILED, CANCELED);
            case QUEUED -> Set.of(REFRESHING, SKIPPED, FAILED, CANCELED);
            case REFRESHING -> Set.of(SUCCESSFUL, COMPLETED_WITH_WARNINGS, FAILED, SKIPPED, CANCELED);
            case SUCCESSFUL, COMPLETED_WITH_WARNINGS, FAILED, SKIPPED, CANCELED -> Set.of();
        };
    }

    /** Whether nothing follows in this run. */
    public boolean isEnd() {
        return next().isEmpty();
    }

    /** Whether the task did what it is for. */
    public boolean isSuccess() {
        return this == SUCCESSFUL || this == COMPLETED_WITH_WARNINGS;
    }

    /** As people and tables see it. */
    public String title() {
        return title;
    }

    /** The status with that title. */
    public static TaskStatus titled(String title) {
        for (TaskStatus status : values()) {
            if (status.title.equals(title)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status of a task: " + title);
    }
}
