package io.segmill.orchestration.cli.print;

import io.segmill.core.problem.Problem;
import io.segmill.core.problem.Severity;
import java.nio.file.Path;
import java.util.List;

/** The problems of a project as people, editors and programs read them. */
public final class ProblemLines {
    private ProblemLines() {}

    /** {@code file:line:column: what [CODE]} and the fix; the file as it is seen from where the command was started. */
    public static List<String> of(Problem problem, Path projectFolder) {
        String file =
                projectFolder.resolve(problem.location().file()).normalize().toString();
        String place = file + ":" + line(problem) + ":" + column(problem) + ": ";
        String warning = problem.severity() == Severity.WARNING ? "warning: " : "";
        return List.of(place + warning + problem.what() + " [" + problem.code() + "]", "  fix: " + problem.fix());
    }

    /** {@code 2 errors, 1 warning}. */
    public static String summary(List<Problem> problems) {
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        return Wording.count(errors, "error", "errors") + ", "
                + Wording.count(problems.size() - errors, "warning", "warnings");
    }

    /** For programs; the file relative to the project folder. */
    public record Json(String severity, String code, String file, int line, int column, String message, String fix) {
        public static Json of(Problem problem) {
            return new Json(
                    problem.severity().word(),
                    problem.code().name(),
                    problem.location().file(),
                    ProblemLines.line(problem),
                    ProblemLines.column(problem),
                    problem.what(),
                    problem.fix());
        }
    }

    private static int line(Problem problem) {
        return Math.max(problem.location().line(), 1);
    }

    private static int column(Problem problem) {
        return Math.max(problem.location().column(), 1);
    }
}
