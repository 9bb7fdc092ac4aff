package io.segmill.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.CalendarUnit;
import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Part;
import io.segmill.core.condition.TextTest;
import io.segmill.core.condition.Value;
import io.segmill.core.condition.Window;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Quota;
import io.segmill.core.project.Segment;
import io.segmill.core.schema.DataType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples leave nothing of the language out. */
class EverySampleTest {
    @TempDir
    static Path folder;

    private static List<Sample> samples;
    private static LanguageProject language;

    /** What the samples' conditions are made of: classes of nodes, constants of enums, and what stands with what. */
    private static Set<Object> seen;

    /** The rows of the tables, and the sentences beside them, in the specification's order. */
    private static final Map<String, List<String>> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put(
                "truth",
                List.of(
                        "a comparison with a missing value is not met",
                        "the complement takes in who has no value",
                        "the same holds for related rows inside where",
                        "text compares exactly, by code point"));
        ROWS.put("logic", List.of("all", "any", "none", "not", "at-least", "everyone", "lists nest"));
        ROWS.put(
                "constants",
                List.of(
                        "text",
                        "number",
                        "true or false",
                        "date",
                        "timestamp",
                        "a date beside a timestamp stands for the whole day"));
        ROWS.put(
                "paths",
                List.of(
                        "attribute over many-to-one hops",
                        "a hop that finds no row is missing",
                        "one-to-many hops",
                        "related rows of no customer count for nobody",
                        "two relationships between the same sources",
                        "up, then down",
                        "up, then down and down",
                        "down, then up",
                        "back the way it came",
                        "a path inside where starts at the row",
                        "the customer's own columns from inside where"));
        ROWS.put(
                "operators",
                List.of(
                        "is",
                        "is-not",
                        "in",
                        "not-in",
                        "less-than",
                        "at-most",
                        "more-than",
                        "at-least",
                        "between",
                        "contains",
                        "starts-with",
                        "ends-with",
                        "matches",
                        "is-set",
                        "within",
                        "anniversary",
                        "part year",
                        "part quarter",
                        "part month",
                        "part week",
                        "part weekday",
                        "part day",
                        "part hour",
                        "ignore-case"));
        ROWS.put(
                "operands",
                List.of(
                        "attribute on the right",
                        "aggregate on the right",
                        "aggregate beside aggregate",
                        "between operands",
                        "times",
                        "plus a number",
                        "plus days, weeks, months, years of a date",
                        "plus days, weeks, months, years of a timestamp",
                        "part on the right"));
        ROWS.put(
                "aggregates",
                List.of(
                        "count",
                        "count-distinct",
                        "sum",
                        "average",
                        "min",
                        "max",
                        "latest",
                        "earliest",
                        "most-frequent",
                        "days-since",
                        "has",
                        "has-no",
                        "where",
                        "within"));
        ROWS.put(
                "windows",
                List.of(
                        "last N days",
                        "last N weeks",
                        "last N months",
                        "last N years",
                        "next N days",
                        "next N weeks",
                        "next N months",
                        "next N years",
                        "today",
                        "yesterday",
                        "tomorrow",
                        "this week",
                        "this month",
                        "this quarter",
                        "this year",
                        "last week",
                        "last month",
                        "last quarter",
                        "last year",
                        "more than N days ago",
                        "more than N weeks ago",
                        "more than N months ago",
                        "more than N years ago",
                        "at least N days ago",
                        "at least N weeks ago",
                        "at least N months ago",
                        "at least N years ago",
                        "N..M days ago",
                        "N..M weeks ago",
                        "N..M months ago",
                        "N..M years ago",
                        "DATE..DATE",
                        "before DATE",
                        "since DATE",
                        "all time"));
        ROWS.put(
                "visibility",
                List.of(
                        "rows after the as-of date are invisible to every aggregate",
                        "rows without event time are visible without window only",
                        "passed over by latest, earliest and days-since",
                        "a row reached through a parent after the as-of date is invisible",
                        "event time by a path",
                        "a timestamp belongs to its day in the project's zone",
                        "a source without event time",
                        "an attribute may lie in the future"));
        ROWS.put("segments", List.of("member-of", "after its limit", "a diamond"));
        ROWS.put(
                "limit",
                List.of(
                        "top",
                        "bottom",
                        "top-percent",
                        "bottom-percent",
                        "fewer than N",
                        "ties by customer key",
                        "a missing operand ranks last",
                        "per",
                        "a list, in order"));
    }

    @BeforeAll
    static void bind() {
        samples = Sample.all();
        language = LanguageProject.with(LanguageProject.cases(samples), folder);
        seen = new LinkedHashSet<>();
        language.project().segments().values().stream().map(Segment::selection).forEach(EverySampleTest::look);
    }

    private static void look(Object node) {
        if (node instanceof Collection<?> parts) {
            parts.forEach(EverySampleTest::look);
        } else if (node instanceof Optional<?> part) {
            part.ifPresent(EverySampleTest::look);
        } else if (node instanceof Enum<?>) {
            seen.add(node);
        } else if (node instanceof Record) {
            seen.add(node.getClass());
            pairs(node);
            for (RecordComponent component : node.getClass().getRecordComponents()) {
                try {
                    look(component.getAccessor().invoke(node));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static void pairs(Object node) {
        if (node instanceof Condition.Compare compare) {
            seen.add(List.of(compare.comparison(), compare.left().type().kind()));
        } else if (node instanceof Condition.OneOf oneOf) {
            seen.add(List.of(Condition.OneOf.class, oneOf.left().type().kind()));
        } else if (node instanceof Condition.Between between) {
            seen.add(List.of(Condition.Between.class, between.left().type().kind()));
        } else if (node instanceof Operand.Aggregate aggregate) {
            aggregate
                    .value()
                    .ifPresent(path -> seen.add(
                            List.of(aggregate.function(), path.column().type().kind())));
        } else if (node instanceof Operand.Moved moved) {
            seen.add(List.of(moved.unit(), moved.type().kind()));
        } else if (node instanceof Operand.Times times) {
            seen.add(List.of(Operand.Times.class, times.type().kind()));
        } else if (node instanceof Operand.Plus plus) {
            seen.add(List.of(Operand.Plus.class, plus.type().kind()));
        } else if (node instanceof Window.Calendar calendar) {
            seen.add(List.of(calendar.which(), calendar.period()));
        } else if (node instanceof Limit limit) {
            seen.add(List.of(limit.rank(), limit.quota().getClass()));
        }
    }

    @Test
    void every_row_has_samples() {
        Map<String, Set<String>> rows = samples.stream()
                .collect(Collectors.groupingBy(
                        Sample::file, Collectors.mapping(Sample::row, Collectors.toCollection(LinkedHashSet::new))));
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(ROWS.keySet());
        ROWS.forEach((file, expected) -> assertThat(rows.get(file)).as(file).containsExactlyElementsOf(expected));
    }

    @Test
    void every_word_of_the_language_has_a_row() {
        assertThat(ROWS.get("aggregates"))
                .containsAll(Arrays.stream(AggregateFunction.values())
                        .map(AggregateFunction::word)
                        .toList());
        assertThat(ROWS.get("operators"))
                .containsAll(
                        Arrays.stream(Comparison.values()).map(Comparison::word).toList())
                .containsAll(
                        Arrays.stream(TextTest.values()).map(TextTest::word).toList())
                .containsAll(Arrays.stream(Part.values())
                        .map(part -> "part " + part.word())
                        .toList());
        for (CalendarUnit unit : CalendarUnit.values()) {
            String word = unit.word();
            assertThat(ROWS.get("windows"))
                    .contains("last N " + word, "next N " + word, "N..M " + word + " ago")
                    .contains("more than N " + word + " ago", "at least N " + word + " ago");
        }
        for (Window.Which which : Window.Which.values()) {
            for (Window.Period period : Window.Period.values()) {
                assertThat(ROWS.get("windows")).contains((which + " " + period).toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void every_node_and_every_one_of_their_choices_is_met_with() {
        List<Object> expected = new ArrayList<>();
        Stream.of(Condition.class, Operand.class, Value.class, Window.class, Quota.class)
                .forEach(node -> expected.addAll(List.of(node.getPermittedSubclasses())));
        Stream.of(
                        AggregateFunction.values(),
                        CalendarUnit.values(),
                        Comparison.values(),
                        LetterCase.values(),
                        Limit.Rank.values(),
                        Part.values(),
                        TextTest.values(),
                        Window.NamedDay.values())
                .forEach(choices -> expected.addAll(List.of(choices)));
        assertThat(expected).isNotEmpty().filteredOn(one -> !seen.contains(one)).isEmpty();
    }

    @Test
    void every_operator_meets_every_type_that_it_is_for() {
        List<Object> expected = new ArrayList<>();
        for (DataType.Kind kind : DataType.Kind.values()) {
            expected.add(List.of(Comparison.IS, kind));
            expected.add(List.of(Condition.OneOf.class, kind));
            if (kind != DataType.Kind.BOOLEAN) {
                Arrays.stream(Comparison.values()).forEach(comparison -> expected.add(List.of(comparison, kind)));
                expected.add(List.of(Condition.Between.class, kind));
            }
        }
        assertThat(expected).isNotEmpty().filteredOn(one -> !seen.contains(one)).isEmpty();
    }

    @Test
    void every_function_meets_every_type_that_it_takes() {
        List<Object> expected = new ArrayList<>();
        List<DataType> types = List.of(
                DataType.BOOLEAN,
                DataType.INT,
                DataType.BIGINT,
                DataType.DOUBLE,
                DataType.decimal(12, 2),
                DataType.STRING,
                DataType.DATE,
                DataType.TIMESTAMP);
        for (AggregateFunction function : AggregateFunction.values()) {
            types.stream().filter(function::takes).forEach(type -> expected.add(List.of(function, type.kind())));
        }
        assertThat(expected).isNotEmpty().filteredOn(one -> !seen.contains(one)).isEmpty();
    }

    @Test
    void every_adjustment_period_and_limit_stands_with_all_that_it_can() {
        List<Object> expected = new ArrayList<>();
        for (CalendarUnit unit : CalendarUnit.values()) {
            expected.add(List.of(unit, DataType.Kind.DATE));
            expected.add(List.of(unit, DataType.Kind.TIMESTAMP));
        }
        for (Class<?> adjusted : List.of(Operand.Times.class, Operand.Plus.class)) {
            expected.add(List.of(adjusted, DataType.Kind.DECIMAL));
            expected.add(List.of(adjusted, DataType.Kind.DOUBLE));
        }
        for (Window.Which which : Window.Which.values()) {
            Arrays.stream(Window.Period.values()).forEach(period -> expected.add(List.of(which, period)));
        }
        for (Limit.Rank rank : Limit.Rank.values()) {
            List.of(Quota.class.getPermittedSubclasses()).forEach(quota -> expected.add(List.of(rank, quota)));
        }
        assertThat(expected).isNotEmpty().filteredOn(one -> !seen.contains(one)).isEmpty();
    }

    @Test
    void every_row_tells_some_customers_from_others() {
        List<Long> keys = language.customers().stream().map(language::key).toList();
        Set<String> telling = new TreeSet<>();
        for (Sample sample :
                samples.stream().filter(sample -> sample.fails().isEmpty()).toList()) {
            long expected = keys.stream().filter(sample::expects).count();
            if (expected > 0 && expected < keys.size()) {
                telling.add(sample.file() + ": " + sample.row());
            }
        }
        List<String> rows = new ArrayList<>();
        ROWS.forEach((file, names) -> names.forEach(name -> rows.add(file + ": " + name)));
        rows.remove("logic: everyone");
        assertThat(telling).containsAll(rows);
    }

    @Test
    void there_are_customers_just_inside_and_just_outside_of_every_window() {
        Set<String> days = language.customers().stream()
                .map(customer -> String.valueOf(language.key(customer)))
                .collect(Collectors.toSet());
        DateTimeFormatter key = DateTimeFormatter.BASIC_ISO_DATE;
        for (Sample sample : samples.stream()
                .filter(sample -> sample.file().equals("windows"))
                .toList()) {
            String[] ends = sample.members().split("\\.\\.");
            String first = ends[0];
            String last = ends[ends.length - 1];
            String what = sample.row() + ": " + sample.members();
            assertThat(days).as(what).contains(first, last);
            if (!first.equals("19500101")) {
                assertThat(days)
                        .as(what)
                        .contains(LocalDate.parse(first, key).minusDays(1).format(key));
            }
            if (!last.equals("20991231")) {
                assertThat(days)
                        .as(what)
                        .contains(LocalDate.parse(last, key).plusDays(1).format(key));
            }
        }
    }
}
