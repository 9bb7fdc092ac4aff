package io.segmill.core.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.checking.Shop;
import io.segmill.core.explanation.Words;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesTest {
    private static final List<String> ATTRIBUTES =
            List.of("zip", "points", "balance", "active", "birthday", "seen_at", "address.state");
    private static final List<String> AGGREGATES = List.of(
            "the number of days since the most recent of orders",
            "the number of orders",
            "the sum of orders.amount",
            "the number of days since the most recent of orders.lines",
            "the number of orders.lines",
            "the sum of orders.lines.quantity");

    @TempDir
    private Path folder;

    private CheckedProject project(String where, String more) {
        new Shop(folder)
                .with("segments/liked.yaml", "where: " + where + "\n")
                .with("segments/other.yaml", "where: {attribute: points, more-than: 5}\n")
                .with("segments/alike.yaml", "type: expansion\nsimilar-to: liked\nsize: 5\n" + more);
        ProjectChecker.Outcome outcome = ProjectChecker.check(folder, Map.of());
        return outcome.project()
                .orElseThrow(() -> new AssertionError(outcome.problems().toString()));
    }

    private static Features features(CheckedProject project) {
        return project.features((Selection.Similar)
                project.segment("alike").map(Segment::selection).orElseThrow());
    }

    private static List<String> named(Features features) {
        Words words = new Words(ZoneOffset.UTC, LocalDate.of(2026, 6, 30));
        return features.compared().stream().map(words::phrase).toList();
    }

    @Test
    void keys_and_personal_columns_are_left_out_and_related_tables_give_how_long_ago_how_often_and_how_much() {
        Features features = features(project("{everyone: true}", ""));

        assertThat(named(features))
                .containsExactlyElementsOf(java.util.stream.Stream.concat(ATTRIBUTES.stream(), AGGREGATES.stream())
                        .toList());
        assertThat(features.leftOut()).isEmpty();
        assertThat(features.definers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {attribute: zip, is: a}                                        | zip
                    {attribute: email, is: a}                                      | -
                    {not: {any: [{attribute: points, is: 1}, {attribute: active, is: true}]}} | points, active
                    {attribute: address.state, is: TX}                             | address.state
                    {member-of: other}                                             | points
                    {has: orders}                                                  | orders, orders.lines
                    {sum: orders.lines.quantity, where: {attribute: product.category, is: a}, at-least: 1} | orders, orders.lines
                    {count: orders, where: {attribute: customers.zip, is: a}, at-least: 1} | zip, orders, orders.lines
                    {attribute: birthday, less-than: {attribute: seen_at}}         | birthday, seen_at
                    """)
    void what_the_definition_asks_for_is_left_out(String where, String leftOut) {
        Features features = features(project(where, ""));

        assertThat(features.leftOut()).isEqualTo(leftOut.equals("-") ? List.of() : List.of(leftOut.split(", ")));
        assertThat(named(features)).noneMatch(features.leftOut()::contains);
    }

    @Test
    void limits_define_too() {
        Features features = features(
                project("{everyone: true}\nlimit: {top: 5, by: {attribute: balance}, per: address.state}", ""));

        assertThat(features.leftOut()).containsExactly("balance", "address.state");
    }

    @Test
    void what_is_named_by_using_is_compared_alone_and_even_if_it_defines() {
        Features features = features(project("{attribute: zip, is: a}", "using: [zip, address.state, zip]\n"));

        assertThat(named(features)).containsExactly("zip", "address.state");
        assertThat(features.leftOut()).isEmpty();
        assertThat(features.definers()).containsExactly("zip");
    }

    @Test
    void an_expansion_depends_on_the_sources_that_it_compares_by() {
        CheckedProject all = project("{attribute: zip, is: a}", "");
        assertThat(all.referencedSources(all.segment("alike").orElseThrow()))
                .containsExactly("addresses", "customers", "lines", "orders");
        CheckedProject one = project("{attribute: zip, is: a}", "using: [points]\n");
        assertThat(one.referencedSources(one.segment("alike").orElseThrow())).containsExactly("customers");
    }
}
