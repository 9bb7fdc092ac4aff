package io.segmill.core.run;

/** Where a run stands. */
public enum RunStatus {
    RUNNING("Running"),
    SUCCESSFUL("Successful"),
    COMPLETED_WITH_WARNINGS("Completed with warnings"),
    FAILED("Failed"),
    CANCELED("Canceled"),
    /** Its process died; the next run closes it. */
    INTERRUPTED("Interrupted");

    private final String title;

    RunStatus(String title) {
        this.title = title;
    }

    /** As people and tables see it. */
    public String title() {
        return title;
    }

    /** The status with that title. */
    public static RunStatus titled(String title) {
        for (RunStatus status : values()) {
            if (status.title.equals(title)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status of a run: " + title);
    }
}
