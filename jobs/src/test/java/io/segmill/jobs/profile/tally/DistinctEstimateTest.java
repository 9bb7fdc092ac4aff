package io.segmill.jobs.profile.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctEstimateTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 5_000, 20_000, 40_000, 100_000, 1_000_000})
    void is_right_within_three_standard_errors(int values) {
        DistinctEstimate numbers = new DistinctEstimate();
        DistinctEstimate texts = new DistinctEstimate();
        for (int i = 0; i < values; i++) {
            numbers.add((long) i);
            texts.add("customer-" + i + "@example.com");
        }

        assertThat((double) numbers.estimate()).isCloseTo(values, within(0.036 * values));
        assertThat((double) texts.estimate()).isCloseTo(values, within(0.036 * values));
    }

    @Test
    void neither_repetition_nor_order_nor_parts_matter() {
        DistinctEstimate whole = new DistinctEstimate();
        DistinctEstimate left = new DistinctEstimate();
        DistinctEstimate right = new DistinctEstimate();
        for (int i = 0; i < 10_000; i++) {
            whole.add(i);
            (i % 2 == 0 ? left : right).add(9_999 - i);
            left.add(17);
        }
        right.addAll(left);

        assertThat(right.estimate()).isEqualTo(whole.estimate());
    }
}
