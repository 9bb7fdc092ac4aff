package io.segmill.orchestration.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrendPlotTest {
    private static List<String> plot(Object... daysAndValues) {
        TreeMap<LocalDate, Long> values = new TreeMap<>();
        for (int i = 0; i < daysAndValues.length; i += 2) {
            values.put(LocalDate.parse((String) daysAndValues[i]), ((Integer) daysAndValues[i + 1]).longValue());
        }
        return TrendPlot.lines(values);
    }

    @Test
    void heights_go_from_zero_to_the_largest_and_days_without_a_value_are_left_open() {
        assertThat(plot("2026-06-01", 0, "2026-06-02", 24, "2026-06-04", 48, "2026-06-05", 1))
                .containsExactly(
                        "48 |      █",
                        "   |      █",
                        "   |      █",
                        "   |  █   █",
                        "   |  █   █",
                        "   |  █   █ ▁",
                        " 0 +----------",
                        "    2026-06-01 to 2026-06-05");
    }

    @Test
    void one_day_and_nobody_at_all_are_plots_too() {
        assertThat(plot("2026-06-01", 0))
                .containsExactly("0 |", "  |", "  |", "  |", "  |", "  |", "0 +--", "   2026-06-01");
    }

    @Test
    void many_days_share_columns_and_the_last_of_each_is_shown() {
        TreeMap<LocalDate, Long> values = new TreeMap<>();
        LocalDate first = LocalDate.parse("2026-01-01");
        for (int day = 0; day < 144; day++) {
            values.put(first.plusDays(day), day % 2 == 1 ? 1_000L : 1L);
        }
        List<String> lines = TrendPlot.lines(values);
        assertThat(lines.get(0)).isEqualTo("1,000 |" + "█".repeat(72));
        assertThat(lines.get(7)).isEqualTo("       2026-01-01 to 2026-05-24");
    }
}
