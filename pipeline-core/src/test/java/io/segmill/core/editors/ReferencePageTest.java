package io.segmill.core.editors;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.problem.Problem;
import io.segmill.core.problem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/reference.md} is what the schema says, and its examples run in the sample project. */
class ReferencePageTest {
    private static final EditorSchema SCHEMA = EditorSchema.committed();
    private static final ReferencePage PAGE = new ReferencePage(SCHEMA);

    @TempDir
    Path folder;

    @Test
    void the_page_is_what_the_schema_gives() {
        Path page = Checkout.root().resolve("docs/reference.md");
        if (Boolean.getBoolean("reference.write")) {
            Checkout.write(page, PAGE.text());
        }
        assertThat(Checkout.text(page))
                .as("docs/reference.md is made from conf/segmill.schema.json; write it anew with\n  "
                        + ReferencePage.COMMAND)
                .isEqualTo(PAGE.text());
    }

    static Stream<String> shown() {
        return Stream.of(
                        SCHEMA.keys("attribute-condition"),
                        SCHEMA.keys("number-condition"),
                        SCHEMA.keys("value-condition"),
                        SCHEMA.keys("has-condition"),
                        SCHEMA.alternatives("number-condition"),
                        SCHEMA.keys("logic-condition"),
                        Set.of("times", "plus"))
                .flatMap(Set::stream)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("shown")
    void every_head_operator_and_aggregate_has_a_heading_and_a_condition(String key) {
        assertThat(PAGE.text()).contains("\n### `" + key + "`\n");
        assertThat(PAGE.conditions())
                .anyMatch(
                        condition -> !YamlValues.read(condition).findValues(key).isEmpty());
    }

    /** The sample project with each of these as a segment; what is wrong with which. */
    private Map<String, List<Problem>> problems(List<String> texts) {
        for (Path file : Checkout.definitions(Checkout.root().resolve("conf"))) {
            Path target = folder.resolve(
                    Checkout.root().resolve("conf").relativize(file).toString());
            Checkout.write(target, Checkout.text(file));
        }
        Checkout.write(folder.resolve("lists/invited.csv"), "customer_id\n000042\n");
        for (int i = 0; i < texts.size(); i++) {
            Checkout.write(folder.resolve("segments/example-" + i + ".yaml"), texts.get(i));
        }
        Map<String, List<Problem>> found = new TreeMap<>();
        List<Problem> problems = ProjectChecker.check(folder, Map.of()).problems();
        for (int i = 0; i < texts.size(); i++) {
            String file = "segments/example-" + i + ".yaml";
            List<Problem> here = problems.stream()
                    .filter(problem -> problem.location().file().equals(file))
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .toList();
            if (!here.isEmpty()) {
                found.put(texts.get(i), here);
            }
        }
        return found;
    }

    @Test
    void every_condition_runs_in_the_sample_project() {
        assertThat(PAGE.conditions()).hasSizeGreaterThan(60);
        assertThat(problems(PAGE.conditions().stream()
                        .map(condition -> "where: " + condition + "\n")
                        .toList()))
                .isEmpty();
    }

    @Test
    void every_segment_runs_in_the_sample_project() {
        assertThat(PAGE.segments()).hasSizeGreaterThan(3);
        assertThat(problems(PAGE.segments())).isEmpty();
    }

    @Test
    void the_test_of_the_examples_sees_what_is_wrong() {
        assertThat(problems(List.of("where: {everyone: true}\n", "where: {attribute: pionts, is: 1}\n")))
                .containsOnlyKeys("where: {attribute: pionts, is: 1}\n");
    }
}
