package io.segmill.orchestration.app;

import io.segmill.orchestration.cli.Complaints;
import io.segmill.orchestration.cli.CompletionCommand;
import io.segmill.orchestration.cli.ExitCode;
import io.segmill.orchestration.cli.InitCommand;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.Surroundings;
import io.segmill.orchestration.cli.ValidateCommand;
import io.segmill.orchestration.cli.changing.ExportAddCommand;
import io.segmill.orchestration.cli.changing.ExportCreateCommand;
import io.segmill.orchestration.cli.changing.ExportRemoveCommand;
import io.segmill.orchestration.cli.changing.SegmentActivateCommand;
import io.segmill.orchestration.cli.changing.SegmentCreateCommand;
import io.segmill.orchestration.cli.changing.SegmentDeactivateCommand;
import io.segmill.orchestration.cli.changing.SegmentDeleteCommand;
import io.segmill.orchestration.cli.changing.SegmentDuplicateCommand;
import io.segmill.orchestration.cli.changing.SegmentEditCommand;
import io.segmill.orchestration.cli.changing.SegmentRenameCommand;
import io.segmill.orchestration.cli.changing.SegmentSetTypeCommand;
import io.segmill.orchestration.cli.changing.SegmentSimilarCommand;
import io.segmill.orchestration.cli.changing.SegmentTagCommand;
import io.segmill.orchestration.cli.data.MembersCommand;
import io.segmill.orchestration.cli.data.ProfileCommand;
import io.segmill.orchestration.cli.data.SegmentExplainCommand;
import io.segmill.orchestration.cli.data.SegmentPreviewCommand;
import io.segmill.orchestration.cli.data.TablesCommand;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.cli.reading.ExportsCommand;
import io.segmill.orchestration.cli.reading.RunsCommand;
import io.segmill.orchestration.cli.reading.SegmentShowCommand;
import io.segmill.orchestration.cli.reading.SegmentTagsCommand;
import io.segmill.orchestration.cli.reading.SegmentsCommand;
import io.segmill.orchestration.cli.reading.SourcesCommand;
import io.segmill.orchestration.cli.reading.StatusCommand;
import io.segmill.orchestration.cli.running.CancelCommand;
import io.segmill.orchestration.cli.running.ExportReleaseCommand;
import io.segmill.orchestration.cli.running.ExportRunCommand;
import io.segmill.orchestration.cli.running.RefreshCommand;
import io.segmill.orchestration.cli.running.RetryCommand;
import io.segmill.orchestration.cli.running.RunCommand;
import io.segmill.orchestration.cli.running.ServeCommand;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Where the program begins: puts the command line together. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Always UTF-8: Java would take the encoding of the locale, which under cron knows no umlaut.
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        // The console tells of stdin and stdout; of stderr, where progress is shown, only the launcher knows.
        boolean isSeen = isTerminal(System.console()) && !Boolean.getBoolean("segmill.messages-to-file");
        Terminal.Kind kind = isSeen ? Terminal.Kind.INTERACTIVE : Terminal.Kind.PIPE;
        Map<String, String> environment = System.getenv();
        int code = run(
                List.of(arguments),
                new Surroundings(Terminal.of(out, err, kind, environment), environment, Clock.systemUTC()));
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs one command and never ends the process. @return the exit code */
    public static int run(String[] arguments, Writer out, Writer err, Map<String, String> environment) {
        PrintWriter answers = new PrintWriter(out, true);
        PrintWriter messages = new PrintWriter(err, true);
        return run(
                List.of(arguments),
                new Surroundings(
                        Terminal.of(answers, messages, Terminal.Kind.PIPE, environment),
                        environment,
                        Clock.systemUTC()));
    }

    /** Runs one command and never ends the process. @return the exit code */
    public static int run(List<String> arguments, Surroundings surroundings) {
        SegmillCommand segmill = new SegmillCommand(surroundings);
        Complaints complaints = new Complaints(surroundings);
        CommandLine line = commandLine(segmill);
        Terminal terminal = surroundings.terminal();
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(
                Help.defaultColorScheme(terminal.look() == Terminal.Look.COLOURED ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setParameterExceptionHandler((mistake, given) -> complaints.misused(mistake, List.of(given)));
        line.setExecutionExceptionHandler((exception, command, result) -> complaints.failed(exception, segmill));
        if (arguments.isEmpty()) {
            line.usage(terminal.err());
            return ExitCode.USAGE.code();
        }
        try {
            return line.execute(arguments.toArray(String[]::new));
        } catch (Error e) {
            // No memory, no stack, a class that is gone: picocli hands these on.
            return complaints.failed(e, segmill);
        }
    }

    private static CommandLine commandLine(SegmillCommand segmill) {
        CommandLine line = new CommandLine(segmill);
        line.addSubcommand(new InitCommand(segmill));
        line.addSubcommand(new ValidateCommand(segmill));
        line.addSubcommand(new RunCommand(segmill));
        line.addSubcommand(new RefreshCommand(segmill));
        line.addSubcommand(new RetryCommand(segmill));
        line.addSubcommand(new CancelCommand(segmill));
        line.addSubcommand(new StatusCommand(segmill));
        line.addSubcommand(new RunsCommand(segmill));
        line.addSubcommand(new SourcesCommand(segmill));
        line.addSubcommand(new ProfileCommand(segmill));
        line.addSubcommand(new CommandLine(new SegmentsCommand(segmill))
                .addSubcommand(new SegmentShowCommand(segmill))
                .addSubcommand(new MembersCommand(segmill))
                .addSubcommand(new SegmentPreviewCommand(segmill))
                .addSubcommand(new SegmentExplainCommand(segmill))
                .addSubcommand(new SegmentCreateCommand(segmill))
                .addSubcommand(new SegmentEditCommand(segmill))
                .addSubcommand(new SegmentDuplicateCommand(segmill))
                .addSubcommand(new SegmentSimilarCommand(segmill))
                .addSubcommand(new SegmentRenameCommand(segmill))
                .addSubcommand(new SegmentTagCommand(segmill))
                .addSubcommand(new SegmentTagsCommand(segmill))
                .addSubcommand(new SegmentSetTypeCommand(segmill))
                .addSubcommand(new SegmentActivateCommand(segmill))
                .addSubcommand(new SegmentDeactivateCommand(segmill))
                .addSubcommand(new SegmentDeleteCommand(segmill)));
        line.addSubcommand(new TablesCommand(segmill));
        line.addSubcommand(new CommandLine(new ExportsCommand(segmill))
                .addSubcommand(new ExportAddCommand(segmill))
                .addSubcommand(new ExportRemoveCommand(segmill))
                .addSubcommand(new ExportCreateCommand(segmill))
                .addSubcommand(new ExportRunCommand(segmill))
                .addSubcommand(new ExportReleaseCommand(segmill)));
        line.addSubcommand(new ServeCommand(segmill, Main.class));
        line.addSubcommand(new CompletionCommand(segmill));
        // `--sort members` means the column, and `--project sources` the folder, although there are commands of these
        // names.
        line.setAllowSubcommandsAsOptionParameters(true);
        line.getCommandSpec().versionProvider(new Version());
        return line;
    }

    /** Since Java 22 there is a console without a terminal too, and a method, unknown to 17, that tells it. */
    private static boolean isTerminal(Console console) {
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
    }
}
