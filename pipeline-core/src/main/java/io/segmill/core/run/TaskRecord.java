package io.segmill.core.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the history knows of one task in one run.
 *
 * @param reason why it was skipped, in words
 * @param sharedCost of a segment that was evaluated in one pass with others: it has no time of its own
 * @param details how an expansion's members were found, whole sentences
 * @param definitionHash what its definition said
 * @param inputVersions the tables that it read, by name, and their versions
 * @param outputVersions the tables that it wrote, likewise
 */
public record TaskRecord(
        String runId,
        LocalDate asOf,
        TaskName task,
        TaskStatus status,
        Optional<String> reason,
        Optional<Instant> started,
        Optional<Instant> ended,
        OptionalLong rows,
        List<String> warnings,
        Optional<String> error,
        OptionalLong entered,
        OptionalLong left,
        Optional<SharedCost> sharedCost,
        List<String> details,
        String definitionHash,
        Map<String, Long> inputVersions,
        Map<String, Long> outputVersions) {
    public TaskRecord {
        Objects.requireNonNull(task);
        Objects.requireNonNull(status);
        Objects.requireNonNull(sharedCost);
        warnings = List.copyOf(warnings);
        details = List.copyOf(details);
        inputVersions = Map.copyOf(inputVersions);
        outputVersions = Map.copyOf(outputVersions);
    }

    /** How it ended. */
    public TaskResult result() {
        return new TaskResult(
                status, reason.map(SkipReason::parse), rows, warnings, error, entered, left, sharedCost, details);
    }
}
