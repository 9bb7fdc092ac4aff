package io.segmill.orchestration.cli.running;

import io.segmill.core.run.Progress;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.TaskGraph;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A run's progress on stderr: a bar on a terminal, one plain line an event elsewhere. */
final class TaskLines implements Progress, AutoCloseable {
    /**
     * What the narrowest usual terminal shows. A width must be told: to find out its own, the bar opens a JLine terminal,
     * which takes Ctrl-C away from {@link Signals} and lets it end the process.
     */
    private static final int COLUMNS = 79;

    private final Terminal terminal;
    private final Clock clock;
    private final Map<TaskName, Instant> started = new TreeMap<>();
    private ProgressBar bar;

    TaskLines(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public synchronized void began(RunRecord run, TaskGraph tasks) {
        line("run " + run.number() + " (" + run.runId() + ") as of " + run.asOf() + ": "
                + Wording.count(tasks.tasks().size(), "task", "tasks"));
        if (terminal.isInteractive() && !tasks.tasks().isEmpty()) {
            bar = new ProgressBarBuilder()
                    .setInitialMax(tasks.tasks().size())
                    .setTaskName("tasks")
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                    .build();
        }
    }

    @Override
    public synchronized void note(String message) {
        line(message);
    }

    @Override
    public synchronized void moved(TaskName task, TaskStatus status) {
        if (status == TaskStatus.REFRESHING) {
            started.put(task, clock.instant());
            if (bar == null) {
                line(task + ": " + status.title());
            } else {
                bar.setExtraMessage(task.toString());
            }
        }
    }

    @Override
    public synchronized void ended(TaskName task, TaskResult result) {
        StringBuilder text = new StringBuilder(task + ": " + result.status().title());
        result.reason().ifPresent(reason -> text.append(" (").append(reason).append(")"));
        result.rows().ifPresent(rows -> text.append(", ").append(Wording.count(rows, "row", "rows")));
        Instant since = started.get(task);
        if (result.sharedCost().isPresent()) {
            text.append(", ").append(Wording.cost(result.sharedCost().get()));
        } else if (since != null) {
            text.append(", ").append(Wording.duration(Duration.between(since, clock.instant())));
        }
        result.error().ifPresent(error -> text.append("\n  ").append(error.replace("\n", "\n  ")));
        result.warnings().forEach(warning -> text.append("\n  warning: ").append(warning));
        boolean worthALine = result.error().isPresent() || !result.warnings().isEmpty();
        if (bar == null || worthALine) {
            line(text.toString());
        }
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public synchronized void published(long publication, LocalDate asOf) {
        line("published as number " + publication + ", as of " + asOf);
    }

    private void line(String text) {
        PrintWriter err = terminal.err();
        if (bar != null) {
            // Over the bar, which draws itself again below.
            err.print("\r\u001b[K");
        }
        err.println(text);
        err.flush();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
