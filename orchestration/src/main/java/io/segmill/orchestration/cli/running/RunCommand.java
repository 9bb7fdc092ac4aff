package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.run.TaskGraph;
import io.segmill.core.run.Workflow;
import io.segmill.orchestration.batch.NightPlan;
import io.segmill.orchestration.cli.DateConverter;
import io.segmill.orchestration.cli.SegmillCommand;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole workflow. */
@Command(
        name = "run",
        description = "Run the whole workflow: data sources, profiling, segments, exports.",
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    /** The kind of a run that reads and computes everything again. */
    static final String FULL = "run --full";

    private final SegmillCommand segmill;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "The as-of date, yyyy-MM-dd (default: the project's, else today in its time zone).")
    private LocalDate asOf;

    @Option(
            names = "--select",
            paramLabel = "PATTERN",
            arity = "1..*",
            description = {
                "Only these tasks: names such as segment:vip, with * for any letters, tag:crm for the segments",
                "with that tag; + before for all upstream tasks, + behind for all downstream ones."
            })
    private List<String> select = List.of();

    @Option(names = "--full", description = "Read and compute everything again.")
    private boolean full;

    public RunCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.projectWithWarnings();
        TaskGraph tasks = Workflow.of(project);
        if (!select.isEmpty()) {
            tasks = tasks.only(tasks.select(select));
        }
        Nights nights = new Nights(segmill);
        return nights.run(
                project,
                full ? FULL : "run",
                segmill.asOf(project, Optional.ofNullable(asOf)),
                tasks,
                full ? NightPlan.Reading.EVERYTHING : NightPlan.Reading.CHANGED,
                Set.of());
    }
}
