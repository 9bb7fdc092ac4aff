package io.segmill.orchestration.faults;

import java.time.Duration;

/** How many faults are tried: by default those that fit a build, with {@code -Dfaults=all} every one there is. */
enum Depth {
    BUILD,
    ALL;

    static Depth asked() {
        String asked = System.getProperty("faults", "");
        return switch (asked) {
            case "" -> BUILD;
            case "all" -> ALL;
            default -> throw new IllegalArgumentException("-Dfaults takes all, not " + asked);
        };
    }

    /** What is promised for a quiet machine is held to when all is asked for; a build may run beside other work. */
    Duration patience(Duration promised) {
        return switch (this) {
            case BUILD -> promised.multipliedBy(5);
            case ALL -> promised;
        };
    }
}
