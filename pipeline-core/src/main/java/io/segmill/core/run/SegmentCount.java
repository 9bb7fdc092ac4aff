package io.segmill.core.run;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What a refresh made of a segment.
 *
 * @param refreshedBy the run
 * @param asOf the date as of which it was
 * @param members after it
 * @param entered in it
 * @param left in it
 */
public record SegmentCount(String segment, String refreshedBy, LocalDate asOf, long members, long entered, long left) {
    public SegmentCount {
        Objects.requireNonNull(segment);
        Objects.requireNonNull(refreshedBy);
        Objects.requireNonNull(asOf);
    }

    /** Of a segment's task that succeeded. */
    public static Optional<SegmentCount> of(TaskRecord task) {
        return task.rows().isPresent()
                        && task.entered().isPresent()
                        && task.left().isPresent()
                ? Optional.of(new SegmentCount(
                        task.task().id(),
                        task.runId(),
                        task.asOf(),
                        task.rows().getAsLong(),
                        task.entered().getAsLong(),
                        task.left().getAsLong()))
                : Optional.empty();
    }
}
