package io.segmill.jobs.profile.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.profile.tally.ColumnTally.Privacy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnTallyTest {
    @Test
    void parts_add_up_to_the_whole() {
        ColumnTally whole = tally(DataType.decimal(12, 2), Privacy.SHOWN);
        ColumnTally parts = whole.empty();
        ColumnTally part = whole.empty();
        for (int i = 0; i < 700; i++) {
            BigDecimal value = i % 10 == 0 ? null : BigDecimal.valueOf((i * 37) % 500, 2);
            whole.add(value);
            part.add(value);
            if (i % 100 == 99) {
                parts.addAll(part);
                part = whole.empty();
            }
        }
        parts.addAll(whole.empty());

        assertThat(parts)
                .usingRecursiveComparison()
                .comparingOnlyFields("rows", "set", "min", "max")
                .isEqualTo(whole);
        assertThat(parts.distinct()).isEqualTo(whole.distinct());
        assertThat(parts.top(10)).isEqualTo(whole.top(10));
        assertThat(parts.mean()).isEqualTo(whole.mean());
        assertThat(parts.deviation().orElseThrow()).isCloseTo(whole.deviation().orElseThrow(), within(1e-12));
        assertThat(parts.quartiles()).isEqualTo(whole.quartiles());
    }

    @Test
    void a_count_beyond_the_room_is_a_lower_bound_that_falls_short_by_a_thousandth() {
        ColumnTally left = tally(DataType.INT, Privacy.SHOWN);
        ColumnTally right = left.empty();
        for (int i = 0; i < 100_000; i++) {
            (i % 2 == 0 ? left : right).add(i % 5 < 2 ? -1 : i);
        }
        left.addAll(right);

        assertThat(left.isCountExact()).isFalse();
        assertThat(left.top(10)).singleElement().satisfies(top -> {
            assertThat(top.getKey()).isEqualTo(-1);
            assertThat(top.getValue()).isBetween(40_000L - 100, 40_000L);
        });
    }

    @Test
    void a_thousand_values_are_counted_exactly_and_one_more_is_not() {
        ColumnTally tally = tally(DataType.INT, Privacy.SHOWN);
        for (int i = 0; i < 2_000; i++) {
            tally.add(i % 1_000);
        }
        assertThat(tally.isCountExact()).isTrue();
        assertThat(tally.distinct()).isEqualTo(1_000);
        assertThat(tally.top(2)).isEqualTo(List.of(Map.entry(0, 2L), Map.entry(1, 2L)));

        tally.add(1_000);
        assertThat(tally.isCountExact()).isFalse();
        assertThat((double) tally.distinct()).isCloseTo(1_001, within(36.0));
    }

    @Test
    void quartiles_of_more_digits_than_a_double_has_are_not_called_exact() {
        ColumnTally tally = tally(DataType.BIGINT, Privacy.SHOWN);
        tally.add(1L);
        assertThat(tally.isQuartilesExact()).isTrue();
        tally.add(Long.MAX_VALUE);
        assertThat(tally.isQuartilesExact()).isFalse();
    }

    @Test
    void texts_are_ordered_by_code_point() {
        ColumnTally tally = tally(DataType.STRING, Privacy.SHOWN);
        List.of("\uFFFD", "😀", "b", "ab", "a").forEach(tally::add);

        assertThat(tally.min()).isEqualTo("a");
        assertThat(tally.max()).isEqualTo("😀");
        assertThat(tally.top(10)).map(Map.Entry::getKey).containsExactly("a", "ab", "b", "\uFFFD", "😀");
    }

    @Test
    void of_a_personal_column_only_hashes_and_counts_are_kept() {
        ColumnTally tally = tally(DataType.STRING, Privacy.PERSONAL);
        tally.add("a@b.c");
        tally.add("a@b.c");

        assertThat(tally.distinct()).isEqualTo(1);
        assertThat(tally.top(10)).singleElement().satisfies(top -> {
            assertThat(top.getKey()).isInstanceOf(Long.class);
            assertThat(top.getValue()).isEqualTo(2);
        });
        assertThat(tally.min()).isNull();
    }

    private static ColumnTally tally(DataType type, Privacy privacy) {
        return new ColumnTally(type, privacy, LocalDate.of(2026, 6, 30), ZoneOffset.UTC);
    }
}
