package io.segmill.jobs.pass.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KnownAnswersTest {
    @Test
    void answers_are_known_once_they_are_told() {
        KnownAnswers known = new KnownAnswers();
        for (long value : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32}) {
            assertThat(known.of(value)).isNull();
            known.put(value, new long[] {value, 5});
            known.put(value, new long[] {7});
            assertThat(known.of(value)).as("the first ones stay").containsExactly(value, 5);
        }
    }

    @Test
    void beyond_the_limit_nothing_is_kept_and_what_was_stays() {
        KnownAnswers known = new KnownAnswers();
        for (long value = 0; value < 70_000; value++) {
            known.put(value, new long[] {value});
        }
        assertThat(known.of(65_535)).containsExactly(65_535);
        assertThat(known.of(65_536)).isNull();
    }

    @Test
    void threads_that_tell_and_ask_at_once_never_get_the_answers_of_another_value() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                KnownAnswers known = new KnownAnswers();
                List<Callable<Integer>> calls = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    Random random = new Random(10 * round + thread);
                    calls.add(() -> {
                        int wrong = 0;
                        for (int call = 0; call < 20_000; call++) {
                            long value = random.nextInt(10_000) - 5_000;
                            long[] answers = known.of(value);
                            if (answers == null) {
                                known.put(value, new long[] {~value});
                                answers = known.of(value);
                            }
                            wrong += answers != null && answers[0] == ~value ? 0 : 1;
                        }
                        return wrong;
                    });
                }
                for (Future<Integer> wrong : threads.invokeAll(calls)) {
                    assertThat(wrong.get()).isZero();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
