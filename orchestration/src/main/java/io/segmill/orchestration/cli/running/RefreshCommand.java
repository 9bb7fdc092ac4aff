package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
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
import picocli.CommandLine.Parameters;

/** Segments only, over the data as last loaded. */
@Command(
        name = "refresh",
        description = "Refresh segments, and the dynamic ones on which they depend, over the data as last loaded.",
        sortOptions = false)
public final class RefreshCommand implements Callable<Integer> {
    static final String KIND = "refresh";

    private final SegmillCommand segmill;

    @Parameters(
            arity = "0..*",
            paramLabel = "SEGMENT",
            description = "Ids; a static segment is refreshed by its own only.")
    private List<String> segments = List.of();

    @Option(names = "--all", description = "Every dynamic segment.")
    private boolean all;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "The as-of date, yyyy-MM-dd (default: the project's, else today in its time zone).")
    private LocalDate asOf;

    @Option(names = "--load", description = "Load the sources that they need first.")
    private boolean load;

    public RefreshCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        if (all == !segments.isEmpty()) {
            throw new Failure(Failure.Blame.USER, "refresh takes either the ids of segments or --all");
        }
        CheckedProject project = segmill.projectWithWarnings();
        TaskGraph tasks = all ? Workflow.refreshAll(project) : Workflow.refresh(project, segments);
        if (load) {
            tasks = Workflow.withSources(project, tasks);
        }
        Nights nights = new Nights(segmill);
        return nights.run(
                project,
                KIND,
                segmill.asOf(project, Optional.ofNullable(asOf)),
                tasks,
                NightPlan.Reading.CHANGED,
                Set.copyOf(segments));
    }
}
