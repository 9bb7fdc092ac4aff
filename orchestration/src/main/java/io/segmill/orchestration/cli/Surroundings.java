package io.segmill.orchestration.cli;

import io.segmill.orchestration.cli.print.Terminal;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/** What a command finds around it. */
public record Surroundings(Terminal terminal, Map<String, String> environment, Clock clock) {
    public Surroundings {
        Objects.requireNonNull(terminal);
        Objects.requireNonNull(clock);
        environment = Map.copyOf(environment);
    }
}
