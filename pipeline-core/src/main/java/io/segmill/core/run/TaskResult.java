package io.segmill.core.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a task ended.
 *
 * @param reason why it was skipped
 * @param rows rows loaded, profiled or exported; members of a segment
 * @param warnings whole sentences; none of them holds a personal value
 * @param error the full message of a failure, likewise
 * @param entered customers that became members in this run, of a segment
 * @param left customers that were members before, of a segment
 * @param sharedCost of a segment that was evaluated in one pass with others
 * @param details how an expansion's members were found, whole sentences; none of them holds a personal value
 */
public record TaskResult(
        TaskStatus status,
        Optional<SkipReason> reason,
        OptionalLong rows,
        List<String> warnings,
        Optional<String> error,
        OptionalLong entered,
        OptionalLong left,
        Optional<SharedCost> sharedCost,
        List<String> details) {
    public TaskResult {
        warnings = List.copyOf(warnings);
        details = List.copyOf(details);
        Objects.requireNonNull(rows);
        Objects.requireNonNull(entered);
        Objects.requireNonNull(left);
        if (!status.isEnd()
                || (status == TaskStatus.SKIPPED) != reason.isPresent()
                || (status == TaskStatus.FAILED) != error.isPresent()
                || (status == TaskStatus.SUCCESSFUL && !warnings.isEmpty())
                || (status == TaskStatus.COMPLETED_WITH_WARNINGS && warnings.isEmpty())
                || (sharedCost.isPresent() && !status.isSuccess())) {
            throw new IllegalArgumentException(status + " " + reason + " " + warnings + " " + error + " " + sharedCost);
        }
    }

    /** Successful, or completed with warnings if there are any. */
    public static TaskResult done(long rows, List<String> warnings) {
        return new TaskResult(
                warnings.isEmpty() ? TaskStatus.SUCCESSFUL : TaskStatus.COMPLETED_WITH_WARNINGS,
                Optional.empty(),
                OptionalLong.of(rows),
                warnings,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                List.of());
    }

    /**
     * A segment that was refreshed.
     *
     * @param sharedCost if it was evaluated in one pass with others
     */
    public static TaskResult refreshed(
            long members, long entered, long left, List<String> warnings, Optional<SharedCost> sharedCost) {
        return new TaskResult(
                warnings.isEmpty() ? TaskStatus.SUCCESSFUL : TaskStatus.COMPLETED_WITH_WARNINGS,
                Optional.empty(),
                OptionalLong.of(members),
                warnings,
                Optional.empty(),
                OptionalLong.of(entered),
                OptionalLong.of(left),
                sharedCost,
                List.of());
    }

    /** The same, and how it came about. */
    public TaskResult with(List<String> details) {
        return new TaskResult(status, reason, rows, warnings, error, entered, left, sharedCost, details);
    }

    public static TaskResult skipped(SkipReason reason) {
        return new TaskResult(
                TaskStatus.SKIPPED,
                Optional.of(reason),
                OptionalLong.empty(),
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                List.of());
    }

    public static TaskResult failed(String error) {
        return new TaskResult(
                TaskStatus.FAILED,
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                Optional.of(error),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                List.of());
    }

    public static TaskResult canceled() {
        return new TaskResult(
                TaskStatus.CANCELED,
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                List.of());
    }
}
