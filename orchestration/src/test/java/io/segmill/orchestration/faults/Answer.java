package io.segmill.orchestration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.fault.Faults;
import io.segmill.orchestration.app.Main;
import io.segmill.orchestration.app.OneSpark;
import io.segmill.orchestration.cli.Surroundings;
import io.segmill.orchestration.cli.print.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What a command of this process left behind. */
record Answer(int code, String out, String err) {
    static Answer of(Map<String, String> environment, Faults faults, String... command) {
        OneSpark.started();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                List.of(command),
                new Surroundings(
                        Terminal.of(
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                Terminal.Kind.PIPE,
                                environment),
                        environment,
                        Clock.systemUTC(),
                        faults));
        return new Answer(code, out.toString(), err.toString());
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the message of a failed assertion. */
    String all() {
        return "exit " + code + "\n" + out + "\n" + err;
    }
}
