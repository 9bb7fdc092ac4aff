package io.segmill.core.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What the history knows of one run.
 *
 * @param runId unique for ever, in the order of the starts: {@code 20260630T020000Z-7f3a}
 * @param number from 1, for people
 * @param kind the command that started it: {@code run}, {@code run --full}, {@code refresh}, {@code export}
 * @param projectHash what the project's files said when it started
 * @param host where its process runs
 * @param pid its process
 * @param processStarted when that process began, since process ids are used again
 * @param lastBeat when its process was last known to live
 */
public record RunRecord(
        String runId,
        long number,
        String kind,
        LocalDate asOf,
        RunStatus status,
        String projectHash,
        String host,
        long pid,
        Instant processStarted,
        Instant started,
        Optional<Instant> ended,
        Instant lastBeat) {
    public RunRecord {
        Objects.requireNonNull(runId);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(status);
        Objects.requireNonNull(started);
        Objects.requireNonNull(ended);
    }

    /** Whether it is a night: the workflow, or what was selected of it, and not single segments or an export. */
    public boolean isNight() {
        return kind.startsWith("run");
    }
}
