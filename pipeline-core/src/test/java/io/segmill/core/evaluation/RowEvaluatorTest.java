package io.segmill.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.TextTest;
import io.segmill.core.condition.Window;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Quota;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.Relationship;
import io.segmill.core.schema.RowPath;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the samples' files cannot say: texts of any characters, keys that are texts, numbers at the edge of their types. */
class RowEvaluatorTest {
    private static final Relationship OWNER =
            new Relationship("orders", "owner", "customers", "id", "customer", "orders");

    private static RowEvaluator evaluator(RelatedData data) {
        return new RowEvaluator(
                source -> Optional.empty(),
                data,
                (segment, customer) -> false,
                LocalDate.parse("2026-03-31"),
                ZoneOffset.UTC);
    }

    private static RowEvaluator evaluator() {
        return evaluator(new Tables(Map.of()));
    }

    private static Operand.Attribute attribute(DataType type) {
        return new Operand.Attribute(new ColumnPath(RowPath.at("customers"), Column.of("x", type)), Optional.empty());
    }

    private static Row customer(Object value) {
        return new Row("customers", Map.of("x", value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    # pattern | value   | exact | ignoring case
                    a.c       | abc     | true  | true
                    a.c       | ABC     | false | true
                    a         | `a\n`   | false | false
                    a$        | `a\n`   | false | false
                    a.c       | `a\nc`  | false | false
                    `a|ab`    | ab      | true  | true
                    \\S+      | x       | true  | true
                    \\S+      | ` `     | false | false
                    straße    | STRASSE | false | false
                    ΟΔΟΣ      | οδος    | false | true
                    (?s)a.c   | `a\nc`  | true  | true
                    """)
    void a_pattern_matches_the_whole_value(String pattern, String value, boolean exact, boolean ignoringCase) {
        for (LetterCase letters : LetterCase.values()) {
            Condition matches = new Condition.Text(attribute(DataType.STRING), TextTest.MATCHES, pattern, letters);
            assertThat(evaluator().meets(customer(value), matches))
                    .isEqualTo(letters == LetterCase.EXACT ? exact : ignoringCase);
        }
    }

    @Test
    void letters_are_lowered_by_the_root_locale_on_both_sides() {
        Condition title =
                new Condition.Text(attribute(DataType.STRING), TextTest.CONTAINS, "TITLE", LetterCase.IGNORED);
        assertThat(evaluator().meets(customer("Subtitle"), title)).isTrue();
        assertThat(evaluator().meets(customer("Subt\u0131tle"), title)).isFalse();
    }

    @Test
    void ties_of_a_limit_fall_to_the_lesser_key_by_code_point() {
        List<Row> customers = new ArrayList<>();
        for (String key : List.of("b", "B", "a10", "a9", "\uFF5E", "\uD83D\uDE00")) {
            customers.add(new Row("customers", Map.of("id", key, "x", 1)));
        }
        Collections.reverse(customers);
        Limit limit = new Limit(Limit.Rank.TOP, new Quota.Count(5), attribute(DataType.INT), Optional.empty());
        assertThat(new SelectionEvaluator(evaluator(), "id").kept(customers, List.of(limit)))
                .extracting(row -> row.value("id").orElseThrow())
                .containsExactly("B", "a10", "a9", "b", "\uFF5E");
    }

    private static Optional<Object> sum(DataType type, Object... values) {
        List<Row> orders = new ArrayList<>();
        for (Object value : values) {
            orders.add(new Row("orders", Map.of("owner", 1, "y", value)));
        }
        RelatedRows rows = new RelatedRows(
                new RowPath("customers", List.of(new Hop(OWNER, Hop.Direction.TO_MANY))),
                Optional.empty(),
                new Window.AllTime());
        Operand sum = new Operand.Aggregate(
                AggregateFunction.SUM, rows, Optional.of(new ColumnPath(RowPath.at("orders"), Column.of("y", type))));
        return evaluator(new Tables(Map.of("orders", orders))).value(new Row("customers", Map.of("id", 1L)), sum);
    }

    @Test
    void doubles_are_rounded_to_nine_places_each_before_they_are_summed() {
        assertThat(sum(DataType.DOUBLE, 0.0000000005, 0.0000000005)).contains(new BigDecimal("0.000000002"));
        assertThat(sum(DataType.DOUBLE, 0.00000000049, 0.00000000049)).contains(new BigDecimal("0E-9"));
        assertThat(sum(DataType.DOUBLE, -0.0000000005)).contains(new BigDecimal("-1E-9"));
        assertThat(sum(DataType.DOUBLE, 1e20, 1.0, -1e20)).contains(new BigDecimal("1.000000000"));
    }

    @Test
    void a_sum_that_fits_does_not_overflow_on_the_way() {
        assertThat(sum(DataType.BIGINT, Long.MAX_VALUE, Long.MAX_VALUE, -Long.MAX_VALUE))
                .contains(Long.MAX_VALUE);
        assertThat(sum(DataType.INT, Integer.MAX_VALUE, 1)).contains(Integer.MAX_VALUE + 1L);
        assertThat(sum(DataType.decimal(12, 2))).contains(new BigDecimal("0.00"));
    }

    @Test
    void a_sum_that_does_not_fit_is_an_error() {
        assertThatThrownBy(() -> sum(DataType.BIGINT, Long.MIN_VALUE, -1L))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the sum of 'orders.y' does not fit 64 bits");
        assertThatThrownBy(() -> sum(DataType.DOUBLE, 1e29))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the sum of 'orders.y' has more than 38 digits");
    }

    @Test
    void a_product_and_an_offset_are_exact_until_they_have_more_than_38_digits() {
        Operand.Attribute wide = attribute(DataType.decimal(38, 2));
        Operand times = new Operand.Times(wide, new BigDecimal("1.25"));
        Operand plus = new Operand.Plus(wide, new BigDecimal("0.001"));
        assertThat(evaluator().value(customer(new BigDecimal("-80.04")), times)).contains(new BigDecimal("-100.0500"));
        assertThat(evaluator().value(customer(new BigDecimal("-80.04")), plus)).contains(new BigDecimal("-80.039"));
        Row huge = customer(new BigDecimal("9".repeat(35) + ".00"));
        assertThatThrownBy(() -> evaluator().value(huge, times))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("a number times 1.25 has more than 38 digits");
        assertThatThrownBy(() -> evaluator().value(huge, plus))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("a number plus 0.001 has more than 38 digits");
    }

    @Test
    void a_row_holds_values_of_the_language_only() {
        assertThatThrownBy(() -> customer(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> customer(1.5f))
                .hasMessage("no value of the language in column x: class java.lang.Float");
    }

    @Test
    void int_and_bigint_join_and_a_missing_key_joins_nothing() {
        Row customer = new Row("customers", Map.of("id", 1L));
        Row order = new Row("orders", Map.of("owner", 1));
        Row stray = new Row("orders", Map.of("x", 1));
        Tables tables = new Tables(Map.of(
                "customers",
                List.of(customer, new Row("customers", Map.of())),
                "orders",
                List.of(order, stray, order)));
        assertThat(tables.one(order, new Hop(OWNER, Hop.Direction.TO_ONE))).contains(customer);
        assertThat(tables.one(stray, new Hop(OWNER, Hop.Direction.TO_ONE))).isEmpty();
        assertThat(tables.many(customer, new Hop(OWNER, Hop.Direction.TO_MANY)))
                .as("two rows that say the same are two rows")
                .containsExactly(order, order);
        assertThat(tables.many(new Row("customers", Map.of()), new Hop(OWNER, Hop.Direction.TO_MANY)))
                .isEmpty();
    }
}
