package io.segmill.orchestration.nights;

import io.segmill.orchestration.app.Main;
import io.segmill.orchestration.app.OneSpark;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a command answered: its exit code, stdout and stderr. */
record Told(int exitCode, String out, String err) {
    /** Runs a command of the command line in this process, on the project in that folder. */
    static Told by(Path project, String... arguments) {
        return by(project, Map.of(), arguments);
    }

    static Told by(Path project, Map<String, String> environment, String... arguments) {
        OneSpark.started();
        List<String> all = new ArrayList<>(List.of("--project", project.toString()));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(all.toArray(String[]::new), out, err, environment);
        return new Told(code, out.toString(), err.toString());
    }

    /** All that was said, for the message of a failed assertion. */
    String all() {
        return "exit " + exitCode + "\n" + out + "\n" + err;
    }
}
