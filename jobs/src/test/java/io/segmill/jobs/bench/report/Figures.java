package io.segmill.jobs.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All that was measured so far, kept in a file, so that runs for parts of it add up. */
public final class Figures {
    private final Path file;
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, String> facts = new LinkedHashMap<>();

    public Figures(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file).forEach(this::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void add(String line) {
        String[] fields = line.split("\t", -1);
        if (fields[0].equals("figure")) {
            Figure figure = Figure.of(fields);
            figures.put(figure.key(), figure);
        } else {
            facts.put(fields[1], fields[2]);
        }
    }

    private void write(String line) {
        add(line);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void put(Figure figure) {
        write(figure.line());
    }

    /** Something worth telling about a book, the machine or a version. */
    public void putFact(String name, String fact) {
        write(String.join("\t", "fact", name, fact));
    }

    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** In the order in which they were first measured. */
    List<Figure> all() {
        return List.copyOf(figures.values());
    }

    public List<Figure> where(Predicate<Figure> wanted) {
        return figures.values().stream().filter(wanted).toList();
    }
}
