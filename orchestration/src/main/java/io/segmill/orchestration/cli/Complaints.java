package io.segmill.orchestration.cli;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.NearestName;
import io.segmill.orchestration.cli.print.JsonPrinter;
import io.segmill.orchestration.cli.print.ProblemLines;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong in a line or two, and the shell by the exit code. */
public final class Complaints {
    private final Surroundings surroundings;

    public Complaints(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The command was not understood. */
    public int misused(ParameterException mistake, List<String> arguments) {
        String fix = fix(mistake);
        String what = what(mistake);
        if (arguments.contains("--json")) {
            return json("USAGE", what + (fix.isEmpty() ? "" : " (" + fix + ")"), ExitCode.USAGE);
        }
        surroundings.terminal().err().println(what);
        surroundings
                .terminal()
                .err()
                .println(
                        fix.isEmpty()
                                ? "see: "
                                        + mistake.getCommandLine()
                                                .getCommandSpec()
                                                .qualifiedName() + " --help"
                                : "fix: " + fix);
        return ExitCode.USAGE.code();
    }

    /** The command was understood and failed. */
    public int failed(Throwable exception, SegmillCommand command) {
        int code = told(exception, command);
        if (command.isVerbose() && !(exception instanceof ProblemsFound)) {
            exception.printStackTrace(surroundings.terminal().err());
        }
        return code;
    }

    private int told(Throwable exception, SegmillCommand command) {
        if (exception instanceof ProblemsFound found) {
            if (command.isJson()) {
                JsonPrinter.print(
                        surroundings.terminal().out(),
                        Map.of(
                                "error",
                                new ToldInFull(
                                        "PROJECT",
                                        found.getMessage(),
                                        found.problems().stream()
                                                .map(ProblemLines.Json::of)
                                                .toList())));
                return ExitCode.USAGE.code();
            }
            command.print(found.problems());
            surroundings.terminal().err().println(ProblemLines.summary(found.problems()));
            return ExitCode.USAGE.code();
        }
        if (exception instanceof Failure failure) {
            ExitCode code = ExitCode.of(failure.blame());
            if (command.isJson()) {
                return json(failure.blame().name(), failure.getMessage(), code);
            }
            surroundings.terminal().err().println(failure.getMessage());
            return code.code();
        }
        String what = "this is a bug of Segmill: " + exception.getClass().getSimpleName()
                + (exception.getMessage() == null
                        ? ""
                        : ": " + exception.getMessage().lines().findFirst().orElse(""));
        if (command.isJson()) {
            return json("BUG", what, ExitCode.BUG);
        }
        surroundings.terminal().err().println(what);
        if (!command.isVerbose()) {
            surroundings.terminal().err().println("--verbose shows where it happened");
        }
        return ExitCode.BUG.code();
    }

    private int json(String code, String message, ExitCode exit) {
        JsonPrinter.print(surroundings.terminal().out(), Map.of("error", new Told(code, message)));
        return exit.code();
    }

    private static String what(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (first.startsWith("-")) {
                return "there is no option '" + first.replaceFirst("=.*", "") + "'";
            }
            return hasCommands(mistake) ? "there is no command '" + first + "'" : "what is '" + first + "' for?";
        }
        String message = mistake.getMessage().lines().findFirst().orElse("");
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String fix(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String first = unmatched.getUnmatched().get(0);
        CommandLine line = mistake.getCommandLine();
        Set<String> names = first.startsWith("-")
                ? line.getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .collect(Collectors.toSet())
                : line.getSubcommands().keySet();
        return NearestName.of(first.replaceFirst("=.*", ""), names)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("");
    }

    private static boolean hasCommands(ParameterException mistake) {
        return !mistake.getCommandLine().getSubcommands().isEmpty();
    }

    private record Told(String code, String message) {}

    private record ToldInFull(String code, String message, List<ProblemLines.Json> problems) {}
}
