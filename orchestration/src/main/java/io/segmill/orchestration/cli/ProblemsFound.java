package io.segmill.orchestration.cli;

import io.segmill.core.problem.Problem;
import io.segmill.orchestration.cli.print.ProblemLines;
import java.util.List;

/** The project has errors, so that the command cannot begin. */
public final class ProblemsFound extends RuntimeException {
    private final transient List<Problem> problems;

    ProblemsFound(List<Problem> problems) {
        super("the project has " + ProblemLines.summary(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
