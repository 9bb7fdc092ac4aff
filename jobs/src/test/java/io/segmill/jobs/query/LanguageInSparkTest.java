package io.segmill.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.evaluation.LanguageProject;
import io.segmill.core.evaluation.Sample;
import io.segmill.core.project.Selection;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.SparkTypes;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the language, by the compiled query; what they are stands in pipeline-core's test resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanguageInSparkTest {
    /** How many conditions are asked in one query; planning takes more than twice as long for twice as many. */
    private static final int BATCH = 10;

    private final List<LanguageProject.Case> cases = LanguageProject.cases(Sample.all());
    private LanguageProject language;
    private CheckedProject project;
    private Map<String, Dataset<Row>> tables;

    @BeforeAll
    void load(@TempDir Path folder) {
        language = LanguageProject.with(cases, folder);
        project = language.project();
        SparkSession session = TestSession.compiling();
        // Generated code is tested by the proof; compiling it here takes longer than all else.
        session.conf().set("spark.sql.codegen.wholeStage", "false");
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        tables = project.sources().values().stream()
                .collect(Collectors.toMap(Source::id, source -> table(session, source)));
    }

    private Dataset<Row> table(SparkSession session, Source source) {
        List<Row> rows = language.rows(source.id()).stream()
                .map(row -> RowFactory.create(source.columns().stream()
                        .map(Column::name)
                        .map(name -> row.value(name).orElse(null))
                        .toArray()))
                .toList();
        // A relation of local rows would be folded by the optimizer, not run.
        return session.createDataFrame(rows, SparkTypes.schema(source.columns()))
                .coalesce(1)
                .cache();
    }

    private CustomerQueries queries(LocalDate asOf) {
        return new CustomerQueries(project, tables::get, segment -> members(segment, asOf), asOf);
    }

    private Dataset<Row> members(String segment, LocalDate asOf) {
        Selection.Where where =
                (Selection.Where) project.segment(segment).orElseThrow().selection();
        return queries(asOf).members(where.condition(), where.limits());
    }

    private LocalDate asOf(LanguageProject.Case one) {
        return one.sample().asOf().or(() -> project.settings().asOf()).orElseThrow();
    }

    private Set<Long> expected(Sample sample) {
        return language.customers().stream()
                .map(language::key)
                .filter(sample::expects)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String shown(LanguageProject.Case one) {
        return one.sample().file() + ", " + one.sample().row() + ": " + one.condition()
                + one.sample().limit().map(limit -> ", limit " + limit).orElse("")
                + one.sample().asOf().map(date -> " as of " + date).orElse("");
    }

    @Test
    void conditions_have_the_members_that_the_samples_say() {
        Map<LocalDate, List<LanguageProject.Case>> days = cases.stream()
                .filter(one ->
                        one.sample().limit().isEmpty() && one.sample().fails().isEmpty())
                .collect(Collectors.groupingBy(this::asOf, TreeMap::new, Collectors.toList()));
        Map<String, Set<Long>> wanted = new LinkedHashMap<>();
        Map<String, Set<Long>> found = new LinkedHashMap<>();
        days.forEach((asOf, ofDay) -> {
            for (int first = 0; first < ofDay.size(); first += BATCH) {
                List<LanguageProject.Case> batch = ofDay.subList(first, Math.min(first + BATCH, ofDay.size()));
                batch.forEach(one -> wanted.put(shown(one), expected(one.sample())));
                found.putAll(answers(batch, asOf));
            }
        });
        assertThat(found).containsExactlyInAnyOrderEntriesOf(wanted);
    }

    private Map<String, Set<Long>> answers(List<LanguageProject.Case> batch, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>();
        Map<String, Set<Long>> members = new HashMap<>();
        for (LanguageProject.Case one : batch) {
            conditions.add(((Selection.Where)
                            project.segment(one.segment()).orElseThrow().selection())
                    .condition());
            members.put(shown(one), new TreeSet<>());
        }
        for (Row row : queries(asOf).answers(conditions, List.of()).collectAsList()) {
            for (int index = 0; index < batch.size(); index++) {
                if (row.getBoolean(index + 1)) {
                    members.get(shown(batch.get(index))).add(row.getLong(0));
                }
            }
        }
        return members;
    }

    @Test
    void limits_keep_the_members_that_the_samples_say() {
        Function<LanguageProject.Case, Set<Long>> kept =
                one -> members(one.segment(), asOf(one)).collectAsList().stream()
                        .map(row -> row.getLong(0))
                        .collect(Collectors.toCollection(TreeSet::new));
        List<LanguageProject.Case> limited = cases.stream()
                .filter(one ->
                        one.sample().limit().isPresent() && one.sample().fails().isEmpty())
                .toList();
        assertThat(limited)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(kept.apply(one)).as(shown(one)).isEqualTo(expected(one.sample())));
    }

    @Test
    void an_overflow_fails() {
        List<LanguageProject.Case> failing =
                cases.stream().filter(one -> one.sample().fails().isPresent()).toList();
        assertThat(failing).isNotEmpty().allSatisfy(one -> assertThatThrownBy(
                        () -> members(one.segment(), asOf(one)).collectAsList())
                .as(shown(one))
                .hasMessageMatching("(?s).*(OVERFLOW|OUT_OF_RANGE).*"));
    }
}
