package io.segmill.core.evaluation;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.problem.Severity;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The samples' project and data, with a segment for each of the samples' conditions. */
public final class LanguageProject {
    private final CheckedProject project;
    private final Tables tables;

    /** A segment of the project and the sample that says who its members are. */
    public record Case(String segment, String condition, Sample sample) {}

    private LanguageProject(CheckedProject project, Tables tables) {
        this.project = project;
        this.tables = tables;
    }

    public static List<Case> cases(List<Sample> samples) {
        List<Case> cases = new ArrayList<>();
        for (Sample sample : samples) {
            for (String condition : sample.conditions()) {
                cases.add(new Case("sample-" + cases.size(), condition, sample));
            }
        }
        return cases;
    }

    /** @param folder an empty one, for a copy of the project with the cases' segments */
    public static LanguageProject with(List<Case> cases, Path folder) {
        try (Stream<Path> files = Files.walk(Sample.LANGUAGE.resolve("project"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(Sample.LANGUAGE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            for (Case one : cases) {
                Files.writeString(
                        folder.resolve("project/segments/" + one.segment() + ".yaml"),
                        one.sample().segment(one.condition()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProjectChecker.Outcome outcome = ProjectChecker.check(folder.resolve("project"), Map.of());
        CheckedProject project = outcome.project()
                .orElseThrow(() -> new AssertionError(outcome.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(Object::toString)
                        .collect(Collectors.joining("\n"))));
        return new LanguageProject(project, tables(project));
    }

    public CheckedProject project() {
        return project;
    }

    /** Every row of a source. */
    public List<Row> rows(String source) {
        return tables.rows(source);
    }

    public List<Row> customers() {
        return tables.rows(project.customers().id());
    }

    public long key(Row customer) {
        return (Long) customer.value(project.customerKey().name()).orElseThrow();
    }

    /** Keys of a segment's members, by the row evaluator. */
    Set<Long> members(String segment, LocalDate asOf) {
        return new Run(asOf).members(segment);
    }

    /** Remembers the members of the segments that others refer to. */
    private final class Run {
        private final Map<String, Set<Long>> found = new HashMap<>();
        private final SelectionEvaluator evaluator;

        Run(LocalDate asOf) {
            this.evaluator = new SelectionEvaluator(
                    new RowEvaluator(
                            source -> project.sources().get(source).eventTime(),
                            tables,
                            (segment, customer) -> members(segment).contains(key(customer)),
                            asOf,
                            project.settings().timeZone()),
                    project.customerKey().name());
        }

        Set<Long> members(String id) {
            if (!found.containsKey(id)) {
                Segment segment = project.segment(id).orElseThrow();
                found.put(
                        id,
                        evaluator.members(customers(), (Selection.Where) segment.selection()).stream()
                                .map(LanguageProject.this::key)
                                .collect(Collectors.toSet()));
            }
            return found.get(id);
        }
    }

    private static Tables tables(CheckedProject project) {
        return new Tables(project.sources().values().stream()
                .collect(Collectors.toMap(Source::id, source -> rows(source, project))));
    }

    private static List<Row> rows(Source source, CheckedProject project) {
        try {
            List<String> lines = Files.readAllLines(Sample.LANGUAGE.resolve("data/" + source.id() + ".csv"));
            String[] header = lines.get(0).split(",", -1);
            return lines.stream()
                    .skip(1)
                    .map(line -> row(source, header, line.split(",", -1), project))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(Source source, String[] header, String[] cells, CheckedProject project) {
        Map<String, Object> values = new HashMap<>();
        for (int index = 0; index < header.length; index++) {
            if (!cells[index].isEmpty()) {
                Column column = source.column(header[index]).orElseThrow();
                values.put(column.name(), value(column.type(), cells[index], project));
            }
        }
        return new Row(source.id(), values);
    }

    private static Object value(DataType type, String cell, CheckedProject project) {
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.valueOf(cell);
            case INT -> Integer.valueOf(cell);
            case BIGINT -> Long.valueOf(cell);
            case DOUBLE -> Double.valueOf(cell);
            case DECIMAL -> new BigDecimal(cell);
            case STRING -> cell;
            case DATE -> LocalDate.parse(cell);
            case TIMESTAMP ->
                LocalDateTime.parse(cell).atZone(project.settings().timeZone()).toInstant();
        };
    }
}
