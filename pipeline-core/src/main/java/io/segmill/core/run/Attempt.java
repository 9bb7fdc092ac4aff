package io.segmill.core.run;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the times that a run was started: the first, or one that took it up again.
 *
 * @param number from 1
 * @param ended when it ended, or was found dead
 */
public record Attempt(int number, RunStatus status, Instant started, Optional<Instant> ended) {
    public Attempt {
        Objects.requireNonNull(status);
        Objects.requireNonNull(started);
        Objects.requireNonNull(ended);
    }
}
