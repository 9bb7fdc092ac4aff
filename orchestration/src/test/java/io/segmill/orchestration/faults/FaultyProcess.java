package io.segmill.orchestration.faults;

import io.segmill.orchestration.app.Main;
import io.segmill.orchestration.cli.Surroundings;
import io.segmill.orchestration.cli.print.Terminal;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

/** A command in a process of its own that hangs at one place, so that it can be killed just there. */
final class FaultyProcess {
    private FaultyProcess() {}

    /** @param arguments the place, then the command */
    public static void main(String[] arguments) {
        PlannedFault fault =
                PlannedFault.at(PlannedFault.Place.parse(arguments[0]), PlannedFault.Manner.HANG, () -> {});
        Terminal terminal = Terminal.of(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                Terminal.Kind.PIPE,
                System.getenv());
        System.exit(Main.run(
                List.of(arguments).subList(1, arguments.length),
                new Surroundings(terminal, System.getenv(), Clock.systemUTC(), fault)));
    }
}
