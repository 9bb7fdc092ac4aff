package io.segmill.orchestration.cli;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a small project that runs as it is. */
@Command(name = "init", description = "Write a small project that runs as it is.", sortOptions = false)
public final class InitCommand implements Callable<Integer> {
    private static final List<String> FILES = List.of(
            "README.md",
            "segmill.yaml",
            "segmill.schema.json",
            "sources/customers.yaml",
            "sources/orders.yaml",
            "sources/visits.yaml",
            "segments/lapsed.yaml",
            "segments/regulars.yaml",
            "segments/winback.yaml",
            "exports/mailing.yaml",
            "data/customers.csv",
            "data/orders.csv",
            "data/visits-2026-05.jsonl",
            "data/visits-2026-06.jsonl");

    private final SegmillCommand segmill;

    @Parameters(paramLabel = "DIR", description = "The folder; it must be empty or new.")
    private Path folder;

    public InitCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        try {
            if (Files.exists(folder) && !isEmptyFolder()) {
                throw new Failure(
                        Blame.USER, folder + " is not an empty folder\nfix: name a folder that is empty or new");
            }
            for (String file : FILES) {
                Path target = folder.resolve(file);
                Files.createDirectories(target.getParent());
                try (InputStream content = InitCommand.class.getResourceAsStream("starter/" + file)) {
                    Files.copy(content, target);
                }
            }
        } catch (IOException e) {
            throw new Failure(
                    Blame.ENVIRONMENT,
                    folder + " cannot be written: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                    e);
        }
        segmill.answer(new Document(folder.toString(), FILES), () -> {
            PrintWriter out = segmill.terminal().out();
            out.println("a small project lies in " + folder + "; try");
            for (String command : List.of("validate", "run", "segments")) {
                out.println("  segmill --project " + folder + " " + command);
            }
        });
        return ExitCode.OK.code();
    }

    private boolean isEmptyFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private record Document(String folder, List<String> files) {}
}
