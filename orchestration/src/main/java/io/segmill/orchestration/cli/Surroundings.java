package io.segmill.orchestration.cli;

import io.segmill.core.fault.Faults;
import io.segmill.orchestration.cli.print.Terminal;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/**
 * What a command finds around it.
 *
 * @param faults hears of each place at which a run may stop
 */
public record Surroundings(Terminal terminal, Map<String, String> environment, Clock clock, Faults faults) {
    public Surroundings {
        Objects.requireNonNull(terminal);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(faults);
        environment = Map.copyOf(environment);
    }

    /** As it is shipped: nothing goes wrong of itself. */
    public Surroundings(Terminal terminal, Map<String, String> environment, Clock clock) {
        this(terminal, environment, clock, Faults.NONE);
    }
}
