package io.segmill.orchestration.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.run.SharedCost;
import io.segmill.core.run.TaskStatus;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {
    @Test
    void columns_are_as_wide_as_what_a_terminal_shows() {
        TextTable table = new TextTable("name", "members");
        table.add(Cell.text("Größe"), Cell.number(OptionalLong.of(1_234_567)));
        table.add(Cell.text("Gro\u0308ße"), Cell.number(OptionalLong.of(8)));
        table.add(Cell.text("東京の客"), Cell.number(OptionalLong.empty()));
        table.add(Cell.text("🎁 gift"), Cell.number(OptionalLong.of(0)));
        assertThat(table.lines(Terminal.Look.PLAIN))
                .containsExactly(
                        "name        members",
                        "--------  ---------",
                        "Größe     1,234,567",
                        "Gro\u0308ße             8",
                        "東京の客",
                        "🎁 gift           0");
    }

    @Test
    void colours_take_no_room() {
        TextTable table = new TextTable("status", "id");
        table.add(Cell.status(TaskStatus.FAILED), Cell.text("a"));
        table.add(Cell.status(TaskStatus.SUCCESSFUL), Cell.text("b"));
        assertThat(table.lines(Terminal.Look.COLOURED))
                .containsExactly(
                        "status      id",
                        "----------  --",
                        "\u001b[31mFailed\u001b[0m      a",
                        "\u001b[32mSuccessful\u001b[0m  b");
    }

    @Test
    void a_name_cannot_move_the_cursor() {
        assertThat(Cell.text("a\u001b[2Jb\nc").text()).isEqualTo("a [2Jb c");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "400, 0.4 s",
        "59949, 59.9 s",
        "59999, 59.9 s",
        "60000, 1 min 00 s",
        "125000, 2 min 05 s",
        "3725000, 1 h 02 min",
    })
    void durations_in_words(long millis, String words) {
        assertThat(Wording.duration(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00 %",
        "0.00009, < 0.01 %",
        "0.0001, 0.01 %",
        "0.00406, 0.41 %",
        "0.125, 12.50 %",
        "1, 100.00 %",
    })
    void shares_in_words(double share, String words) {
        assertThat(Wording.percent(share)).isEqualTo(words);
        assertThat(Wording.cost(new SharedCost(Duration.ofMillis(3_214), share)))
                .isEqualTo(words + " of a shared pass of 3.2 s");
    }
}
