package io.segmill.jobs.pass.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.Condition;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.code.Ranges;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final ColumnPath COLUMN = new ColumnPath(RowPath.at("orders"), Column.of("column", DataType.INT));

    private static Classifier bits(int tests) {
        return new Classifier.Tests(COLUMN, Collections.nCopies(tests, new Condition.Everyone()));
    }

    private static long[] signature(Signatures signatures, long... classes) {
        long[] signature = new long[signatures.words()];
        for (int index = 0; index < classes.length; index++) {
            signature[signatures.word(index)] += classes[index] * signatures.factor(index);
        }
        return signature;
    }

    @Test
    void classes_come_back_from_one_word_while_there_is_room_and_from_several_beyond() {
        List<Classifier> classifiers = List.of(bits(3), bits(36), bits(1), bits(40), bits(40), bits(2));
        Signatures signatures = new Signatures(classifiers);
        assertThat(signatures.words()).isEqualTo(4);
        Random random = new Random(1);
        for (int run = 0; run < 1_000; run++) {
            long[] classes = classifiers.stream()
                    .mapToLong(one -> switch (random.nextInt(3)) {
                        case 0 -> 0;
                        case 1 -> one.classes() - 1;
                        default -> random.nextLong(one.classes());
                    })
                    .toArray();
            long[] signature = signature(signatures, classes);
            assertThat(IntStream.range(0, classes.length)
                            .mapToLong(index -> signatures.rowClass(index, signature))
                            .toArray())
                    .containsExactly(classes);
        }
    }

    @Test
    void without_classifiers_all_rows_are_alike() {
        assertThat(signature(new Signatures(List.of()))).containsExactly(0);
    }

    @Test
    void cuts_put_values_with_the_same_answers_into_one_class() {
        List<Ranges> tests = List.of(
                new Ranges(Ranges.View.VALUE, new long[] {5}, new long[] {Long.MAX_VALUE}),
                new Ranges(Ranges.View.VALUE, new long[] {Long.MIN_VALUE, 7}, new long[] {2, 9}),
                new Ranges(Ranges.View.VALUE, new long[0], new long[0]));
        Classifier.Cuts cuts = Classifier.Cuts.of(COLUMN, Ranges.View.VALUE, tests);
        for (long value : new long[] {Long.MIN_VALUE, 2, 3, 4, 5, 6, 7, 9, 10, Long.MAX_VALUE}) {
            for (int test = 0; test < tests.size(); test++) {
                assertThat(cuts.meets(cuts.of(value), test))
                        .as(value + " in " + test)
                        .isEqualTo(tests.get(test).contains(value));
            }
        }
        assertThat(cuts.of(3)).isEqualTo(cuts.of(4));
        assertThat(cuts.of(2)).isNotEqualTo(cuts.of(3));
        assertThat(IntStream.range(0, tests.size()).mapToObj(test -> cuts.meets(0, test)))
                .as("missing")
                .containsOnly(false);
        assertThat(cuts.of(Long.MAX_VALUE)).isLessThan(cuts.classes());
    }

    @Test
    void texts_that_no_test_names_are_one_class_and_missing_another() {
        Classifier.Texts texts = Classifier.Texts.of(COLUMN, List.of(Set.of("web"), Set.of("shop", "web"), Set.of()));
        assertThat(texts.texts()).containsExactly("shop", "web");
        assertThat(texts.classes()).isEqualTo(4);
        for (int test = 0; test < 3; test++) {
            assertThat(texts.meets(0, test)).isFalse();
            assertThat(texts.meets(1, test)).isFalse();
        }
        assertThat(texts.meets(2, 0)).isFalse();
        assertThat(texts.meets(2, 1)).isTrue();
        assertThat(texts.meets(3, 0)).isTrue();
        assertThat(texts.meets(3, 2)).isFalse();
    }
}
