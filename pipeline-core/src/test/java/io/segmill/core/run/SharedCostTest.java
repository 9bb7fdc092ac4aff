package io.segmill.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedCostTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.004, 1})
    void a_share_is_from_nothing_to_all(double share) {
        assertThat(new SharedCost(Duration.ZERO, share).share()).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT3.2S  | 1.01  | no cost is the share 1.01 of a shared pass of PT3.2S
            PT3.2S  | -0.01 | no cost is the share -0.01 of a shared pass of PT3.2S
            PT3.2S  | NaN   | no cost is the share NaN of a shared pass of PT3.2S
            PT-0.5S | 0.5   | no cost is the share 0.5 of a shared pass of PT-0.5S
            """)
    void any_other_cannot_be_built(Duration pass, double share, String message) {
        assertThatThrownBy(() -> new SharedCost(pass, share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void only_a_segment_that_was_refreshed_has_one() {
        Optional<SharedCost> cost = Optional.of(new SharedCost(Duration.ofMillis(3_200), 0.004));

        assertThat(TaskResult.refreshed(120, 30, 10, List.of(), cost).sharedCost())
                .isEqualTo(cost);
        assertThat(List.of(
                        TaskResult.done(1, List.of()),
                        TaskResult.skipped(SkipReason.STATIC),
                        TaskResult.failed("no disk"),
                        TaskResult.canceled()))
                .extracting(TaskResult::sharedCost)
                .containsOnly(Optional.empty());
        assertThatThrownBy(() -> new TaskResult(
                        TaskStatus.CANCELED,
                        Optional.empty(),
                        OptionalLong.empty(),
                        List.of(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        cost,
                        List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CANCELED Optional.empty [] Optional.empty"
                        + " Optional[SharedCost[pass=PT3.2S, share=0.004]]");
    }
}
