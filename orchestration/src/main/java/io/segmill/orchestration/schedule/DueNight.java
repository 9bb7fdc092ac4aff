package io.segmill.orchestration.schedule;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * A night that the schedule asks for.
 *
 * @param clock what the schedule says, on the clock of its time zone
 * @param at the moment of that; where clocks were put forward over it, the moment at which they were
 */
public record DueNight(LocalDateTime clock, Instant at, OnTheClock onTheClock) {
    /** Whether that day's clock shows the time. */
    public enum OnTheClock {
        SHOWN,
        /** Clocks were put forward over it. Spring's own reading of a schedule has no such night. */
        LEFT_OUT
    }
}
