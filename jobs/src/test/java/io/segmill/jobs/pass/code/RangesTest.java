package io.segmill.jobs.pass.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Part;
import io.segmill.core.condition.Value;
import io.segmill.core.condition.Window;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RangesTest {
    private static final LocalDate AS_OF = LocalDate.parse("2026-06-30");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<BigDecimal> NUMBERS = Stream.of(
                    "-9223372036854775809",
                    "-9223372036854775808",
                    "-9223372036854775807.5",
                    "-2.51",
                    "-2.5",
                    "-0.001",
                    "0",
                    "0.004",
                    "0.01",
                    "1",
                    "7.999",
                    "8",
                    "9223372036854775806.99",
                    "9223372036854775807",
                    "9223372036854775808",
                    "1E+30")
            .map(BigDecimal::new)
            .toList();

    private static Operand.Attribute column(DataType type) {
        return new Operand.Attribute(
                new ColumnPath(RowPath.at("customers"), Column.of("column", type)), Optional.empty());
    }

    private static Operand.Constant constant(Value value, DataType type) {
        return new Operand.Constant(value, type);
    }

    private static Operand.Constant number(BigDecimal number) {
        return constant(new Value.Number(number), DataType.decimal(38, Math.max(0, number.scale())));
    }

    private static Operand.Constant day(String date) {
        return constant(new Value.Date(LocalDate.parse(date)), DataType.DATE);
    }

    private static Optional<Ranges> ranges(Condition condition) {
        return Ranges.of(condition, AS_OF, BERLIN);
    }

    private static Ranges compared(DataType type, Comparison comparison, Operand right) {
        return ranges(new Condition.Compare(column(type), comparison, right, LetterCase.EXACT))
                .orElseThrow();
    }

    private static boolean holds(int order, Comparison comparison) {
        return switch (comparison) {
            case IS -> order == 0;
            case LESS_THAN -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE_THAN -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    private static void assert_ranges(Ranges ranges, Ranges.View view, long... bounds) {
        assertThat(ranges.view()).isEqualTo(view);
        assertThat(Stream.iterate(0, index -> index + 1)
                        .limit(ranges.from().length)
                        .flatMap(index -> Stream.of(ranges.from()[index], ranges.to()[index]))
                        .mapToLong(bound -> bound)
                        .toArray())
                .containsExactly(bounds);
    }

    @ParameterizedTest
    @EnumSource
    void whole_numbers_are_compared_with_any_number(Comparison comparison) {
        long[] values = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -3, -2, -1, 0, 1, 7, 8, Long.MAX_VALUE - 1, Long.MAX_VALUE
        };
        for (BigDecimal constant : NUMBERS) {
            Ranges ranges = compared(DataType.BIGINT, comparison, number(constant));
            for (long value : values) {
                assertThat(ranges.contains(value))
                        .as(value + " " + comparison + " " + constant)
                        .isEqualTo(holds(BigDecimal.valueOf(value).compareTo(constant), comparison));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void decimals_are_compared_with_numbers_of_more_places(Comparison comparison) {
        DataType type = DataType.decimal(18, 2);
        for (BigDecimal constant : NUMBERS) {
            Ranges ranges = compared(type, comparison, number(constant));
            for (long units : new long[] {-999_999_999_999_999_999L, -251, -250, -1, 0, 1, 100, 799, 800}) {
                assertThat(ranges.contains(units))
                        .as(units + " hundredths " + comparison + " " + constant)
                        .isEqualTo(holds(BigDecimal.valueOf(units, 2).compareTo(constant), comparison));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doubles_are_compared_with_the_nearest_double(Comparison comparison) {
        double[] values = {-Double.MAX_VALUE, -2.5, -0.0, 0.0, Double.MIN_VALUE, 0.1, 0.30000000000000004, 8, 1e300};
        for (String text : List.of("-2.5", "0", "0.1", "0.3", "8", "1E+30")) {
            BigDecimal constant = new BigDecimal(text);
            Ranges ranges = compared(DataType.DOUBLE, comparison, number(constant));
            for (double value : values) {
                assertThat(ranges.contains(Coding.ofDouble(value)))
                        .as(value + " " + comparison + " " + constant)
                        .isEqualTo(holds(Double.compare(value + 0.0, constant.doubleValue()), comparison));
            }
        }
    }

    @Test
    void a_timestamp_beside_a_date_is_looked_at_by_its_day() {
        long day = LocalDate.parse("2026-03-29").toEpochDay();
        assert_ranges(
                compared(DataType.TIMESTAMP, Comparison.AT_LEAST, day("2026-03-29")),
                Ranges.View.DAY,
                day,
                Long.MAX_VALUE);
        assert_ranges(
                compared(DataType.DATE, Comparison.AT_LEAST, day("2026-03-29")),
                Ranges.View.VALUE,
                day,
                Long.MAX_VALUE);
    }

    @Test
    void a_date_beside_a_moment_is_compared_with_the_day_that_it_is_in_the_project_s_zone() {
        Operand.Constant moment =
                constant(new Value.Timestamp(Instant.parse("2026-06-01T22:30:00Z")), DataType.TIMESTAMP);
        long second = LocalDate.parse("2026-06-02").toEpochDay();
        assert_ranges(compared(DataType.DATE, Comparison.IS, moment), Ranges.View.VALUE, second, second);
        assert_ranges(
                compared(DataType.TIMESTAMP, Comparison.LESS_THAN, moment),
                Ranges.View.VALUE,
                Long.MIN_VALUE,
                1_780_353_000_000_000L - 1);
    }

    @Test
    void truth_is_one_or_zero() {
        Operand.Constant yes = constant(new Value.Truth(true), DataType.BOOLEAN);
        assert_ranges(compared(DataType.BOOLEAN, Comparison.IS, yes), Ranges.View.VALUE, 1, 1);
    }

    @Test
    void between_two_numbers_both_belong_to_it_and_nothing_is_between_them_the_wrong_way_round() {
        Operand.Constant low = number(new BigDecimal("1.5"));
        Operand.Constant high = number(new BigDecimal("8"));
        assert_ranges(
                ranges(new Condition.Between(column(DataType.INT), low, high)).orElseThrow(), Ranges.View.VALUE, 2, 8);
        assert_ranges(
                ranges(new Condition.Between(column(DataType.INT), high, low)).orElseThrow(), Ranges.View.VALUE);
    }

    @Test
    void one_of_several_joins_neighbours_and_leaves_out_what_no_value_can_be() {
        List<Operand.Constant> values = Stream.of("7", "5", "5.5", "6", "-1", "6", "1E+30")
                .map(text -> number(new BigDecimal(text)))
                .toList();
        assert_ranges(
                ranges(new Condition.OneOf(column(DataType.INT), values, LetterCase.EXACT))
                        .orElseThrow(),
                Ranges.View.VALUE,
                -1,
                -1,
                5,
                7);
    }

    @Test
    void the_ends_of_all_longs_are_joined_without_wrapping_around() {
        List<Operand.Constant> values = Stream.of("9223372036854775807", "-9223372036854775808")
                .map(text -> number(new BigDecimal(text)))
                .toList();
        assert_ranges(
                ranges(new Condition.OneOf(column(DataType.BIGINT), values, LetterCase.EXACT))
                        .orElseThrow(),
                Ranges.View.VALUE,
                Long.MIN_VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE);
    }

    @Test
    void days_of_a_window_are_a_range_open_where_the_window_is() {
        Condition last = new Condition.Within(column(DataType.DATE), new Window.Dates(AS_OF.minusDays(6), AS_OF));
        long asOf = AS_OF.toEpochDay();
        assert_ranges(ranges(last).orElseThrow(), Ranges.View.VALUE, asOf - 6, asOf);
        Condition before = new Condition.Within(column(DataType.TIMESTAMP), new Window.Before(AS_OF));
        assert_ranges(ranges(before).orElseThrow(), Ranges.View.DAY, Long.MIN_VALUE, asOf - 1);
    }

    @Test
    void a_value_that_is_set_may_be_anything() {
        assert_ranges(
                ranges(new Condition.IsSet(column(DataType.DATE))).orElseThrow(),
                Ranges.View.VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
    }

    @Test
    void texts_wide_decimals_parts_and_other_columns_have_no_ranges() {
        Operand.Constant text = constant(new Value.Text("web"), DataType.STRING);
        Operand.Attribute month = new Operand.Attribute(column(DataType.DATE).path(), Optional.of(Part.MONTH));
        assertThat(ranges(new Condition.Compare(column(DataType.STRING), Comparison.IS, text, LetterCase.EXACT)))
                .isEmpty();
        assertThat(ranges(new Condition.IsSet(column(DataType.decimal(19, 2))))).isEmpty();
        assertThat(ranges(new Condition.Compare(month, Comparison.IS, number(BigDecimal.ONE), LetterCase.EXACT)))
                .isEmpty();
        assertThat(ranges(new Condition.Compare(
                        column(DataType.INT), Comparison.IS, column(DataType.INT), LetterCase.EXACT)))
                .isEmpty();
    }
}
