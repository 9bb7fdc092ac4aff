package io.segmill.jobs.proof;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.definition.ProjectDefinition;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.Severity;
import io.segmill.core.project.Segment;
import io.segmill.core.reading.ProjectReader;
import io.segmill.jobs.proof.Engine.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** One project with its data in every engine; segments are put to all of them. */
final class Trial implements AutoCloseable {
    /** More do not help a person. */
    private static final int MOST_ROWS = 40;

    private final RandomProject project;
    private final Path folder;
    private final DuckDbEngine duckDb;
    private final CompiledEngine compiled;
    private final PassEngine pass;
    private final List<Engine> engines;
    private final Map<String, Double> seconds = new TreeMap<>();
    private int folders;

    /** @param folder empty, for the project's files */
    Trial(RandomProject project, RandomData data, Path folder) throws SQLException {
        this.project = project;
        this.folder = folder;
        this.duckDb = new DuckDbEngine(project, data);
        this.compiled = new CompiledEngine(project, data);
        this.pass = new PassEngine(project, data);
        this.engines = List.of(new RowEngine(project, data), compiled, pass, duckDb);
    }

    /** Where engines say different things. */
    record Disagreement(String segment, String customer, Map<String, Answer> answers) {}

    LocalDate asOf() {
        return project.asOf();
    }

    /** A customer's row and those one or two steps from it, in words. */
    List<String> rowsOf(String customer, RandomData data) {
        RandomProject.Table customers = project.table("customers");
        List<Object[]> rows = data.rows().get(customers.id()).stream()
                .filter(row -> String.valueOf(data.value(customers, row, "customer_id"))
                        .equals(customer))
                .toList();
        Set<String> found = new LinkedHashSet<>();
        rows.forEach(row -> add(customers, row, data, 2, found));
        return List.copyOf(found);
    }

    private void add(RandomProject.Table table, Object[] row, RandomData data, int steps, Set<String> found) {
        StringJoiner values = new StringJoiner(", ", table.id() + " {", "}");
        for (int index = 0; index < row.length; index++) {
            if (row[index] != null) {
                values.add(table.columns().get(index).name() + ": " + shown(row[index]));
            }
        }
        found.add(values.toString());
        if (steps == 0 || found.size() > MOST_ROWS) {
            return;
        }
        for (RandomProject.Relationship way : project.relationships()) {
            if (way.from().equals(table.id())) {
                addJoined(data.value(table, row, way.fromColumn()), way.to(), way.toColumn(), data, steps - 1, found);
            }
            if (way.to().equals(table.id())) {
                addJoined(data.value(table, row, way.toColumn()), way.from(), way.fromColumn(), data, steps - 1, found);
            }
        }
    }

    private static String shown(Object value) {
        if (value instanceof Instant moment) {
            return moment.atZone(ZoneId.of(RandomProject.ZONE))
                    .toOffsetDateTime()
                    .toString();
        }
        return value instanceof String text ? Tree.quoted(text) : value.toString();
    }

    private void addJoined(Object key, String table, String column, RandomData data, int steps, Set<String> found) {
        RandomProject.Table joined = project.table(table);
        for (Object[] row : data.rows().get(table)) {
            Object other = data.value(joined, row, column);
            if (key != null && other != null && key.toString().equals(other.toString())) {
                add(joined, row, data, steps, found);
            }
        }
    }

    /** What each engine took so far. */
    Map<String, Double> seconds() {
        return seconds;
    }

    /**
     * Reads and checks segments.
     *
     * @return empty when the checker refuses one
     */
    Optional<Engine.Segments> checked(Map<String, Tree.Mapping> segments) {
        try {
            Path place = folder.resolve("project-" + ++folders);
            project.write(place);
            for (Map.Entry<String, Tree.Mapping> segment : segments.entrySet()) {
                Files.writeString(
                        place.resolve("segments").resolve(segment.getKey() + ".yaml"),
                        segment.getValue().yaml() + "\n");
            }
            ProjectDefinition read =
                    new ProjectReader(place, Map.of(), new Problems()).read().orElseThrow();
            ProjectChecker.Outcome outcome = ProjectChecker.check(place, Map.of());
            return outcome.project().map(checked -> new Engine.Segments(read, checked, ids(checked)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the checker says against segments, for a generator that is wrong. */
    String refusal(Map<String, Tree.Mapping> segments) {
        StringBuilder said = new StringBuilder();
        checked(segments);
        ProjectChecker.check(folder.resolve("project-" + folders), Map.of()).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .limit(5)
                .forEach(problem -> said.append(problem).append('\n'));
        segments.forEach((id, tree) -> {
            if (said.indexOf("/" + id + ".yaml") >= 0) {
                said.append(id).append(": ").append(tree.yaml()).append('\n');
            }
        });
        return said.toString();
    }

    private static List<String> ids(CheckedProject checked) {
        return checked.segmentsInDependencyOrder().stream().map(Segment::id).toList();
    }

    /** By segment, then by engine. */
    Map<String, Map<String, Answer>> answers(Engine.Segments segments) {
        Map<String, Map<String, Answer>> answers = new LinkedHashMap<>();
        segments.ids().forEach(id -> answers.put(id, new LinkedHashMap<>()));
        for (Engine engine : engines) {
            long start = System.nanoTime();
            engine.answers(segments).forEach((id, answer) -> answers.get(id).put(engine.name(), answer));
            seconds.merge(engine.name(), (System.nanoTime() - start) / 1e9, Double::sum);
        }
        return answers;
    }

    /** The first segment of which two engines say different things. */
    static Optional<Disagreement> disagreement(Map<String, Map<String, Answer>> answers) {
        for (Map.Entry<String, Map<String, Answer>> segment : answers.entrySet()) {
            List<Answer> said = List.copyOf(segment.getValue().values());
            for (Answer one : said) {
                for (Answer other : said) {
                    if (!one.agrees(other)) {
                        Set<String> apart = new TreeSet<>(one.members());
                        other.members().forEach(customer -> {
                            if (!apart.remove(customer)) {
                                apart.add(customer);
                            }
                        });
                        String customer =
                                apart.isEmpty() ? "" : apart.iterator().next();
                        return Optional.of(new Disagreement(segment.getKey(), customer, segment.getValue()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        compiled.close();
        pass.close();
        duckDb.close();
    }
}
