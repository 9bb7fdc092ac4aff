package io.segmill.orchestration.serve;

import io.segmill.core.problem.Failure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Starts commands with the Java, its options and the class path of this process. What they print goes where this
 * process's own output goes; they read nothing.
 */
public final class JavaLauncher implements Launcher {
    private final List<String> program;

    /** @param main the class that takes the words of a command */
    public JavaLauncher(Class<?> main) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        this.program = List.copyOf(line);
    }

    @Override
    public Child start(List<String> words, Runnable ended) {
        List<String> line = new ArrayList<>(program);
        line.addAll(words);
        try {
            Process process = new ProcessBuilder(line)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            process.onExit().thenRun(ended);
            return new Started(process);
        } catch (IOException e) {
            throw new Failure(Failure.Blame.ENVIRONMENT, "no process can be started: " + e.getMessage(), e);
        }
    }

    private record Started(Process process) implements Child {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public OptionalInt exitCode() {
            return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
        }

        @Override
        public void terminate() {
            process.destroy();
        }

        @Override
        public void await() throws InterruptedException {
            process.waitFor();
        }
    }
}
