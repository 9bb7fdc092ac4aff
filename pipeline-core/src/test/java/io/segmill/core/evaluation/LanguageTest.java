package io.segmill.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every row of the specification's tables, by the row evaluator; each has a container of its name. */
class LanguageTest {
    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicNode> every_row_of_the_specification() {
        List<LanguageProject.Case> cases = LanguageProject.cases(Sample.all());
        LanguageProject language = LanguageProject.with(cases, folder);
        Map<String, Map<String, List<LanguageProject.Case>>> rows = cases.stream()
                .collect(Collectors.groupingBy(
                        one -> one.sample().file(),
                        LinkedHashMap::new,
                        Collectors.groupingBy(one -> one.sample().row(), LinkedHashMap::new, Collectors.toList())));
        return rows.entrySet().stream()
                .map(file -> DynamicContainer.dynamicContainer(
                        file.getKey(),
                        file.getValue().entrySet().stream()
                                .map(row -> DynamicContainer.dynamicContainer(
                                        row.getKey(), row.getValue().stream().map(one -> test(one, language))))));
    }

    private static DynamicTest test(LanguageProject.Case one, LanguageProject language) {
        Sample sample = one.sample();
        LocalDate asOf =
                sample.asOf().or(() -> language.project().settings().asOf()).orElseThrow();
        return DynamicTest.dynamicTest(one.condition() + " as of " + asOf, () -> {
            if (sample.fails().isPresent()) {
                assertThatThrownBy(() -> language.members(one.segment(), asOf))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage(sample.fails().get());
                return;
            }
            Set<Long> expected = language.customers().stream()
                    .map(language::key)
                    .filter(sample::expects)
                    .collect(Collectors.toSet());
            assertThat(language.members(one.segment(), asOf))
                    .as(sample.file() + ", " + sample.row() + ": " + sample.why())
                    .containsExactlyInAnyOrderElementsOf(expected);
        });
    }
}
