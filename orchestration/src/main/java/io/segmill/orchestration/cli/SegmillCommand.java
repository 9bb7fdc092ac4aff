package io.segmill.orchestration.cli;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Problem;
import io.segmill.core.run.History;
import io.segmill.orchestration.cli.print.JsonPrinter;
import io.segmill.orchestration.cli.print.ProblemLines;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.cli.print.Wording;
import io.segmill.orchestration.history.HistoryDatabase;
import io.segmill.orchestration.history.JdbcHistory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line's root: the options that every command takes, and what they lead to. */
@Command(
        name = "segmill",
        description = "Customer segments as text: taken in, profiled, refreshed and exported.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        footer = {
            "",
            "Exit codes: 0 all well; 1 a task failed; 2 wrong usage or a problem in the project's files;",
            "3 another run holds the project; 4 environment; 70 a bug; 130 canceled; 143 terminated."
        })
public final class SegmillCommand {
    private static final int AGAIN = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Surroundings surroundings;

    public static final String DEFAULT_PROJECT = "conf";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--project",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = DEFAULT_PROJECT,
            description = "The project's folder (default: " + DEFAULT_PROJECT + ").")
    private Path projectFolder;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON document instead of text, where a command reads.")
    private boolean json;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @SuppressWarnings("UnusedVariable") // likewise
    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    public SegmillCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public Terminal terminal() {
        return surroundings.terminal();
    }

    public Clock clock() {
        return surroundings.clock();
    }

    /** Hears of each place at which a run may stop. */
    public Faults faults() {
        return surroundings.faults();
    }

    /** As it was given, relative to the current folder. */
    public Path projectFolder() {
        return projectFolder;
    }

    public boolean isJson() {
        return json;
    }

    public boolean isVerbose() {
        return verbose;
    }

    /** Reads and checks the project, whatever comes of it. */
    public ProjectChecker.Outcome check() {
        return ProjectChecker.check(projectFolder, surroundings.environment());
    }

    /**
     * Reads and checks the project.
     *
     * @throws ProblemsFound if it has errors
     */
    public CheckedProject project() {
        ProjectChecker.Outcome outcome = check();
        return outcome.project().orElseThrow(() -> new ProblemsFound(outcome.problems()));
    }

    /**
     * Checks the project as it would be with some files changed.
     *
     * @param drafts what these files shall hold, by their names relative to the project's folder; nothing where they are
     *     deleted
     * @throws ProblemsFound if it has errors then
     */
    public CheckedProject projectWith(Map<String, Optional<byte[]>> drafts) {
        ProjectChecker.Outcome outcome = ProjectChecker.check(projectFolder, surroundings.environment(), drafts);
        return outcome.project().orElseThrow(() -> new ProblemsFound(outcome.problems()));
    }

    public Map<String, String> environment() {
        return surroundings.environment();
    }

    /** As {@link #project()}, and tells the warnings too: for commands that do more than read. */
    public CheckedProject projectWithWarnings() {
        ProjectChecker.Outcome outcome = check();
        CheckedProject project = outcome.project().orElseThrow(() -> new ProblemsFound(outcome.problems()));
        print(outcome.problems());
        return project;
    }

    /**
     * Reads and checks one segment's file beside the project, and tells the warnings that it has.
     *
     * @throws ProblemsFound if there are errors
     */
    public ProjectChecker.SegmentOutcome checkSegmentFile(Path file) {
        ProjectChecker.SegmentOutcome outcome = ProjectChecker.checkSegmentFile(
                projectFolder, surroundings.environment(), file.toAbsolutePath().normalize());
        if (outcome.project().isEmpty()) {
            throw new ProblemsFound(outcome.problems());
        }
        outcome.segment()
                .ifPresent(segment -> print(outcome.problems().stream()
                        .filter(problem -> problem.location().file().equals(segment.file()))
                        .toList()));
        return outcome;
    }

    /** The as-of date asked for, else the project's, else today in its time zone. */
    public LocalDate asOf(CheckedProject project, Optional<LocalDate> asked) {
        return asked.or(() -> project.settings().asOf())
                .orElseGet(
                        () -> LocalDate.now(clock().withZone(project.settings().timeZone())));
    }

    /** The moment that decides which segments are active, in a run that would begin now. */
    public Instant moment(CheckedProject project) {
        return project.settings().momentOf(asOf(project, Optional.empty()), clock().instant());
    }

    /** The command as it was typed. */
    public String commandLine() {
        return "segmill " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    /** Numbers and times as the project's people write them. */
    public static Wording wording(CheckedProject project) {
        return new Wording(project.settings().timeZone());
    }

    /**
     * Reads from the history, without a lock. A run serves a history on H2 and closes it as it ends, maybe in the middle
     * of an answer: whoever asks again opens the file itself.
     *
     * @param none the answer as long as there is no history
     * @param question may be asked more than once
     */
    public static <T> T read(CheckedProject project, T none, Function<History, T> question) {
        for (int more = AGAIN; ; more--) {
            try {
                return ask(project, none, question);
            } catch (Failure e) {
                boolean mayBeServed = !project.settings().history().isPostgreSql();
                if (more == 0 || !mayBeServed || e.blame() != Failure.Blame.ENVIRONMENT) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static <T> T ask(CheckedProject project, T none, Function<History, T> question) {
        Optional<HistoryDatabase> database = HistoryDatabase.openIfPresent(project.settings());
        if (database.isEmpty()) {
            return none;
        }
        try (History history = new JdbcHistory(database.get())) {
            return question.apply(history);
        }
    }

    /** Prints problems of the project, warnings too, to stderr. */
    public void print(List<Problem> problems) {
        problems.forEach(problem ->
                ProblemLines.of(problem, projectFolder).forEach(terminal().err()::println));
    }

    /** Prints an answer: as a JSON document if that is asked for, else as text. */
    public void answer(Object document, Runnable text) {
        if (json) {
            JsonPrinter.print(terminal().out(), document);
        } else {
            text.run();
        }
    }
}
