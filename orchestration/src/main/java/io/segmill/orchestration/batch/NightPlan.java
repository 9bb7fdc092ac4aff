package io.segmill.orchestration.batch;

import io.segmill.core.run.TaskGraph;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a run is asked to do.
 *
 * @param kind the command: {@code run}, {@code run --full}, {@code refresh} or {@code export}
 * @param named segments that were asked for by name, so that static ones among them are refreshed, and of an export
 *     these alone are written, held ones too
 * @param takenUp the id of the run that goes on; absent for a new one
 */
public record NightPlan(
        String kind, LocalDate asOf, TaskGraph tasks, Reading reading, Set<String> named, Optional<String> takenUp) {
    /** The kind of a run that writes one export and nothing else. */
    public static final String EXPORT = "export";

    /** How much of the sources is read. */
    public enum Reading {
        /** What is new. */
        CHANGED,
        /** Everything, again. */
        EVERYTHING
    }

    public NightPlan {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(tasks);
        Objects.requireNonNull(reading);
        Objects.requireNonNull(takenUp);
        named = Set.copyOf(named);
    }
}
