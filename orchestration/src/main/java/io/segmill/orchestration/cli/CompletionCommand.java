package io.segmill.orchestration.cli;

import io.segmill.core.problem.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script by which a shell completes commands and options.",
        sortOptions = false)
public final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    private final SegmillCommand segmill;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private String shell;

    public CompletionCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw new Failure(Failure.Blame.USER, "completion is for bash or zsh, not '" + shell + "'");
        }
        segmill.terminal().out().print(AutoComplete.bash("segmill", spec.root().commandLine()));
        return 0;
    }
}
