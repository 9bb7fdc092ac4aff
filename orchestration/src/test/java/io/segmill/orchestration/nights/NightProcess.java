package io.segmill.orchestration.nights;

import io.segmill.orchestration.app.ChildJvm;
import io.segmill.orchestration.app.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command in a process of its own, which can be killed. */
final class NightProcess {
    /** What a shell starts in the background, such as a build, ignores Ctrl-C, and so do its own processes. */
    private static final List<String> HEARING_CTRL_C = List.of("env", "--default-signal=INT");

    private NightProcess() {}

    /** What the system is told to start. */
    static List<String> line(Path project, String... command) {
        List<String> line = new ArrayList<>(isKnown(HEARING_CTRL_C) ? HEARING_CTRL_C : List.of());
        line.addAll(ChildJvm.line(Main.class, "--project", project.toString()));
        line.addAll(List.of(command));
        return line;
    }

    private static boolean isKnown(List<String> way) {
        List<String> tried = new ArrayList<>(way);
        tried.add("true");
        try {
            return new ProcessBuilder(tried)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Process start(Path project, String... command) throws IOException {
        return new ProcessBuilder(line(project, command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Reads what the process tells of its progress up to that line; fails if it ends before. */
    static void readUntil(Process process, String line) throws IOException {
        BufferedReader told =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        List<String> before = new ArrayList<>();
        for (String next = told.readLine(); next != null; next = told.readLine()) {
            before.add(next);
            if (next.equals(line)) {
                return;
            }
        }
        throw new AssertionError("never said '" + line + "':\n" + String.join("\n", before));
    }
}
