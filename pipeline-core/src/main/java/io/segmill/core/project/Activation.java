package io.segmill.core.project;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a segment takes part in runs, now and at moments set beforehand.
 *
 * @param state as the file says, where no moment has been reached
 */
public record Activation(Segment.State state, Optional<Instant> activateAt, Optional<Instant> deactivateAt) {
    public Activation {
        Objects.requireNonNull(state);
        Objects.requireNonNull(activateAt);
        Objects.requireNonNull(deactivateAt);
        if (activateAt.isPresent() && activateAt.equals(deactivateAt)) {
            throw new IllegalArgumentException("both at " + activateAt.get());
        }
    }

    /** The later of the two moments that has been reached decides, else the state. */
    public Segment.State at(Instant moment) {
        Optional<Instant> on = activateAt.filter(at -> !at.isAfter(moment));
        Optional<Instant> off = deactivateAt.filter(at -> !at.isAfter(moment));
        if (on.isEmpty() && off.isEmpty()) {
            return state;
        }
        boolean active = off.isEmpty() || (on.isPresent() && on.get().isAfter(off.get()));
        return active ? Segment.State.ACTIVE : Segment.State.INACTIVE;
    }
}
