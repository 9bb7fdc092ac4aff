package io.segmill.jobs.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.evaluation.LanguageProject;
import io.segmill.core.evaluation.Sample;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.SparkTypes;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the language, all of a day in one pass; what they are stands in pipeline-core's test resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanguageInOnePassTest {
    private final List<LanguageProject.Case> cases = LanguageProject.cases(Sample.all());
    private final SparkSession session = TestSession.compiling();
    private LanguageProject language;
    private CheckedProject project;
    private Map<String, Dataset<Row>> tables;

    @BeforeAll
    void load(@TempDir Path folder) {
        language = LanguageProject.with(cases, folder);
        project = language.project();
        tables = project.sources().values().stream().collect(Collectors.toMap(Source::id, this::table));
    }

    private Dataset<Row> table(Source source) {
        List<Row> rows = language.rows(source.id()).stream()
                .map(row -> RowFactory.create(source.columns().stream()
                        .map(Column::name)
                        .map(name -> row.value(name).orElse(null))
                        .toArray()))
                .toList();
        return session.createDataFrame(rows, SparkTypes.schema(source.columns()))
                .repartition(2);
    }

    private LocalDate asOf(LanguageProject.Case one) {
        return one.sample().asOf().or(() -> project.settings().asOf()).orElseThrow();
    }

    private static String shown(LanguageProject.Case one) {
        return one.sample().file() + ", " + one.sample().row() + ": " + one.condition()
                + one.sample().limit().map(limit -> ", limit " + limit).orElse("")
                + one.sample().asOf().map(date -> " as of " + date).orElse("");
    }

    private String expected(Sample sample) {
        return sample.fails().isPresent()
                ? "fails"
                : language.customers().stream()
                        .map(language::key)
                        .filter(sample::expects)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toString();
    }

    @Test
    void all_samples_have_the_members_that_they_say() {
        Map<LocalDate, List<LanguageProject.Case>> days =
                cases.stream().collect(Collectors.groupingBy(this::asOf, TreeMap::new, Collectors.toList()));
        Map<String, String> wanted = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        days.forEach((asOf, ofDay) -> {
            Map<String, String> members = members(asOf);
            ofDay.forEach(one -> {
                wanted.put(shown(one), expected(one.sample()));
                found.put(shown(one), members.get(one.segment()));
            });
        });
        assertThat(found).containsExactlyInAnyOrderEntriesOf(wanted);
    }

    private Map<String, String> members(LocalDate asOf) {
        List<Segment> segments = project.segmentsInDependencyOrder();
        SharedPlan plan = SharedPlan.of(project, segments, Set.of(), asOf);
        try (Evaluated evaluated =
                new SharedPass(session, tables::get, plan).evaluate(List.of(), Optional.empty(), Expander.NONE)) {
            Map<String, Set<Long>> members = new TreeMap<>();
            segments.forEach(segment -> members.put(segment.id(), new TreeSet<>()));
            evaluated.members(session, members.keySet()).collectAsList().forEach(row -> members.get(row.getString(0))
                    .add(row.getLong(1)));
            Map<Integer, String> errors = evaluated.totals(List.of()).errors();
            Map<String, String> shown = new TreeMap<>();
            members.forEach((id, all) ->
                    shown.put(id, plan.tests(id).stream().anyMatch(errors::containsKey) ? "fails" : all.toString()));
            return shown;
        }
    }
}
