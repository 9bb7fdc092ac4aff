package io.segmill.orchestration.cli;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.problem.Problem;
import io.segmill.orchestration.cli.print.ProblemLines;
import io.segmill.orchestration.cli.print.Wording;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Reads the whole project and tells every problem. */
@Command(
        name = "validate",
        description = "Read the whole project without touching data, and tell every problem.",
        sortOptions = false)
public final class ValidateCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    public ValidateCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        ProjectChecker.Outcome outcome = segmill.check();
        List<Problem> problems = outcome.problems();
        segmill.answer(new Document(problems.stream().map(ProblemLines.Json::of).toList()), () -> {
            segmill.print(problems);
            segmill.terminal()
                    .out()
                    .println(
                            problems.isEmpty()
                                    ? segmill.projectFolder() + ": no problems: "
                                            + contents(outcome.project().orElseThrow())
                                    : ProblemLines.summary(problems));
        });
        return (outcome.project().isPresent() ? ExitCode.OK : ExitCode.USAGE).code();
    }

    private static String contents(CheckedProject project) {
        return Wording.count(project.sources().size(), "source", "sources") + ", "
                + Wording.count(project.segments().size(), "segment", "segments") + ", "
                + Wording.count(project.exports().size(), "export", "exports");
    }

    private record Document(List<ProblemLines.Json> problems) {}
}
