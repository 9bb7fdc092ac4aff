package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.book.BookKind;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.sql.Goal;
import io.segmill.jobs.bench.sql.Script;
import io.segmill.jobs.bench.sql.Scripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs in processes of their own, from their start to their end. DuckDB's find their SQL ready and read no project. */
final class ColdRuns {
    private static final int OUT_OF_MEMORY = 3;

    private final Options options;

    ColdRuns(Options options) {
        this.options = options;
    }

    /**
     * What a process took.
     *
     * @param seconds scaled, where only a sample of the segments was asked for
     * @param waited in seconds, as they were
     */
    record Run(double seconds, double waited, long peakMiB) {}

    /** Empty if memory did not suffice. */
    Optional<Run> run(Book book, String way, Goal goal) {
        Path told = options.scratch().resolve("told");
        Path into = options.scratch().resolve("members");
        try {
            BenchData.clear(into);
            Files.createDirectories(into);
            Files.deleteIfExists(told);
            Process process = new ProcessBuilder(command(book, way, goal, into, told))
                    .redirectErrorStream(true)
                    .redirectOutput(options.work().resolve("cold.log").toFile())
                    .start();
            long start = System.nanoTime();
            int exit = process.waitFor();
            double waited = (System.nanoTime() - start) / 1e9;
            if (exit == OUT_OF_MEMORY) {
                return Optional.empty();
            }
            if (exit != 0) {
                throw new IllegalStateException(
                        way + " ended with " + exit + "; see " + options.work().resolve("cold.log"));
            }
            String[] words = Files.readString(told).split(" ");
            double inside = Double.parseDouble(words[0]);
            double scaled = waited + inside * (Double.parseDouble(words[1]) - 1);
            return Optional.of(new Run(scaled, waited, Long.parseLong(words[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            BenchData.clear(into);
        }
    }

    private List<String> command(Book book, String way, Goal goal, Path into, Path told) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Xmx"))
                .forEach(command::add);
        command.add("-Xmx" + options.heap());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ColdRuns.class.getName());
        command.add(way);
        command.add(goal.name());
        command.add(into.toString());
        command.add(told.toString());
        Optional<Scripts.Style> style = Stream.of(Scripts.Style.values())
                .filter(found -> found.title().equals(way))
                .findFirst();
        if (style.isPresent()) {
            Script script = new Scripts(book).of(style.get(), goal);
            Path file = options.sql().resolve(script.name() + ".sql");
            Files.createDirectories(options.sql());
            Files.writeString(file, script.text());
            command.add(file.toString());
        } else {
            command.addAll(List.of(
                    book.kind().name(),
                    String.valueOf(book.size()),
                    String.valueOf(book.data().scale())));
        }
        return command;
    }

    /** The process itself. */
    public static void main(String[] arguments) throws IOException {
        Options options = Options.ofThisProcess();
        Goal goal = Goal.valueOf(arguments[1]);
        Path into = Path.of(arguments[2]);
        double scaled = 1;
        long start = System.nanoTime();
        if (arguments.length == 5) {
            Path file = Path.of(arguments[4]);
            try (DuckDb duckDb = new Ways(options).duckDb()) {
                duckDb.run(Script.of(file.getFileName().toString(), Files.readString(file)), into);
            } catch (DuckDb.OutOfMemory e) {
                System.exit(OUT_OF_MEMORY);
            }
        } else {
            Book book = Book.read(
                    BookKind.valueOf(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    options.seed(),
                    BenchData.at(options.data(), Double.parseDouble(arguments[6])),
                    options.projects());
            try (Way way = new Ways(options).open(arguments[0])) {
                start = System.nanoTime();
                Counts counts =
                        switch (goal) {
                            case EVALUATED -> way.evaluated(book);
                            case PUBLISHED -> way.published(book, into);
                        };
                scaled = counts.scaledBy(book);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.writeString(Path.of(arguments[3]), seconds + " " + scaled + " " + Machine.peakMiB());
    }
}
