package io.segmill.core.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * A segment as an export wrote it last for an as-of date: what the changes of the next date are against.
 *
 * @param asOf of the folder that was written
 * @param runId the run that wrote it
 * @param refreshedBy the run that had refreshed the segment; what was written are its members after that
 * @param members how many these were
 */
public record Exported(
        String export, String segment, LocalDate asOf, String runId, String refreshedBy, long members, Instant at) {
    public Exported {
        Objects.requireNonNull(export);
        Objects.requireNonNull(segment);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(runId);
        Objects.requireNonNull(refreshedBy);
        Objects.requireNonNull(at);
    }

    /** What the changes for an as-of date are against: the last success for another one, so that a day can be repeated. */
    public static Optional<Exported> before(
            LocalDate asOf, String export, String segment, Collection<Exported> exported) {
        return exported.stream()
                .filter(one -> one.export().equals(export) && one.segment().equals(segment))
                .filter(one -> !one.asOf().equals(asOf))
                .max(Comparator.comparing(Exported::at));
    }
}
