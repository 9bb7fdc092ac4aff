package io.segmill.orchestration.app;

import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.cli.Surroundings;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.history.HistoryDatabase;
import io.segmill.orchestration.history.JdbcHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Runs commands in this process and keeps what they print. */
final class Shell {
    static final Instant NOW = Instant.parse("2026-06-30T02:10:00Z");

    private Shell() {}

    /** What a command left behind. */
    record Answer(int code, String out, String err) {}

    static Answer segmill(String... arguments) {
        return segmill(Map.of(), Terminal.Kind.PIPE, arguments);
    }

    static Answer segmill(Map<String, String> environment, Terminal.Kind kind, String... arguments) {
        return segmill(NOW, environment, kind, arguments);
    }

    /** At another moment. */
    static Answer segmill(Instant now, String... arguments) {
        return segmill(now, Map.of(), Terminal.Kind.PIPE, arguments);
    }

    private static Answer segmill(
            Instant now, Map<String, String> environment, Terminal.Kind kind, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                List.of(arguments),
                new Surroundings(
                        Terminal.of(new PrintWriter(out), new PrintWriter(err), kind, environment),
                        environment,
                        Clock.fixed(now, ZoneOffset.UTC)));
        return new Answer(code, out.toString(), err.toString());
    }

    /** The history of a project that {@code init} wrote. */
    static JdbcHistory history(Path project) {
        return new JdbcHistory(HistoryDatabase.open(
                ProjectChecker.check(project, Map.of()).project().orElseThrow().settings()));
    }

    /** Takes a task from its begin to its end. */
    static void refresh(
            JdbcHistory history, String runId, TaskName task, TaskResult result, Instant started, Instant ended) {
        history.moved(runId, task, TaskStatus.QUEUED, started);
        history.moved(runId, task, TaskStatus.REFRESHING, started);
        history.ended(runId, task, result, ended);
    }
}
