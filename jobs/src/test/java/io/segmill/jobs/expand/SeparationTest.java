package io.segmill.jobs.expand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SeparationTest {
    @Test
    void a_member_wins_against_every_other_customer_with_a_lower_score_and_half_against_equals() {
        assertThat(Separation.won(List.of(
                        new Separation.Scored(0.9, true),
                        new Separation.Scored(0.5, true),
                        new Separation.Scored(0.5, false),
                        new Separation.Scored(0.1, false),
                        new Separation.Scored(0.7, false))))
                .isEqualTo(3 + 1.5);
        assertThat(Separation.won(List.of())).isZero();
    }

    @Test
    void what_is_near_a_half_or_may_be_so_by_chance_is_no_better_than_that() {
        assertThat(new Separation(OptionalDouble.of(0.50), 0.01).isChance()).isTrue();
        assertThat(new Separation(OptionalDouble.of(0.549), 0.001).isChance()).isTrue();
        assertThat(new Separation(OptionalDouble.of(0.30), 0.01).isChance()).isTrue();
        assertThat(new Separation(OptionalDouble.of(0.60), 0.05).isChance()).isTrue();
        assertThat(new Separation(OptionalDouble.of(0.60), 0.049).isChance()).isFalse();
        assertThat(new Separation(OptionalDouble.empty(), 0).isChance()).isFalse();
    }
}
