package io.segmill.jobs.expand;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.Operand;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelsTest {
    private static final int MANY = 1000;

    private static List<Levels.Weighed> weighed(List<?> values) {
        return values.stream()
                .map(value -> new Levels.Weighed(Optional.ofNullable((Object) value), 1.0 / values.size()))
                .toList();
    }

    private static List<Object> texts(Object... countsAndTexts) {
        List<Object> all = new ArrayList<>();
        for (int index = 0; index < countsAndTexts.length; index += 2) {
            for (int count = 0; count < (Integer) countsAndTexts[index]; count++) {
                all.add(countsAndTexts[index + 1]);
            }
        }
        return all;
    }

    @Test
    void numbers_fall_into_ranges_of_as_many_customers_and_missing_ones_have_their_own() {
        List<Integer> values =
                new ArrayList<>(IntStream.rangeClosed(1, 100).boxed().toList());
        values.add(null);
        Levels levels = Levels.of(DataType.Kind.INT, weighed(values), MANY).orElseThrow();

        assertThat(levels.starts()).containsExactly(11.0, 21.0, 31.0, 41.0, 51.0, 61.0, 71.0, 81.0, 91.0);
        assertThat(levels.count()).isEqualTo(11);
        assertThat(levels.of(null)).isEqualTo(Levels.MISSING);
        assertThat(levels.of(-5)).isEqualTo(1);
        assertThat(levels.of(10)).isEqualTo(1);
        assertThat(levels.of(11L)).isEqualTo(2);
        assertThat(levels.of(BigDecimal.valueOf(100))).isEqualTo(10);
        assertThat(levels.of(1e9)).isEqualTo(10);
    }

    @Test
    void few_members_make_few_ranges_and_a_value_that_most_have_is_not_cut() {
        List<Integer> values = IntStream.rangeClosed(1, 100).boxed().toList();
        assertThat(Levels.of(DataType.Kind.INT, weighed(values), 60)
                        .orElseThrow()
                        .starts())
                .containsExactly(35.0, 68.0);
        List<Object> mostly = texts(90, 0, 5, 1, 5, 7);
        assertThat(Levels.of(DataType.Kind.INT, weighed(mostly), MANY)
                        .orElseThrow()
                        .starts())
                .containsExactly(1.0);
    }

    @Test
    void frequent_texts_have_levels_and_the_others_share_one() {
        Levels levels = Levels.of(DataType.Kind.STRING, weighed(texts(600, "b", 300, "a", 93, "c", 7, "d")), MANY)
                .orElseThrow();
        assertThat(levels.texts()).containsExactly("b", "a", "c");
        assertThat(levels.of("b")).isEqualTo(1);
        assertThat(levels.of("c")).isEqualTo(3);
        assertThat(levels.of("d")).isEqualTo(4);
        assertThat(levels.of("never seen")).isEqualTo(4);
        assertThat(levels.of(null)).isEqualTo(Levels.MISSING);
    }

    @Test
    void texts_that_are_nearly_all_different_have_none() {
        List<Object> names = new ArrayList<>();
        IntStream.range(0, 850).forEach(number -> names.add("name " + number));
        names.addAll(texts(150, "the same"));
        assertThat(Levels.of(DataType.Kind.STRING, weighed(names), MANY)).isEmpty();
        names.addAll(texts(150, "the same"));
        assertThat(Levels.of(DataType.Kind.STRING, weighed(names), MANY)).isPresent();
    }

    @Test
    void levels_are_said_in_words() {
        assertThat(words(DataType.INT, new Levels(DataType.Kind.INT, List.of(3.0, 4.0, 10.0), List.of())))
                .containsExactly("x: missing", "x: up to 2", "x: 3", "x: 4 to 9", "x: 10 or more");
        assertThat(words(DataType.DOUBLE, new Levels(DataType.Kind.DOUBLE, List.of(0.5, 1200.0), List.of())))
                .containsExactly("x: missing", "x: below 0.5", "x: 0.5 to below 1200", "x: 1200 or more");
        assertThat(words(
                        DataType.DATE,
                        new Levels(
                                DataType.Kind.DATE,
                                List.of((double) LocalDate.of(2026, 1, 1).toEpochDay()),
                                List.of())))
                .containsExactly("x: missing", "x: before 2026-01-01", "x: 2026-01-01 or later");
        assertThat(words(
                        DataType.TIMESTAMP,
                        new Levels(
                                DataType.Kind.TIMESTAMP,
                                List.of((double)
                                        Instant.parse("2026-06-30T10:00:00Z").getEpochSecond()),
                                List.of())))
                .containsExactly("x: missing", "x: before 2026-06-30 12:00", "x: 2026-06-30 12:00 or later");
        assertThat(words(DataType.BOOLEAN, new Levels(DataType.Kind.BOOLEAN, List.of(1.0), List.of())))
                .containsExactly("x: missing", "x: false", "x: true");
        assertThat(words(DataType.STRING, new Levels(DataType.Kind.STRING, List.of(), List.of("TX"))))
                .containsExactly("x: missing", "x: TX", "x: another");
    }

    @Test
    void personal_values_are_not_said() {
        Column personal = new Column("x", "x", DataType.STRING, Optional.empty(), false, true);
        assertThat(words(personal, new Levels(DataType.Kind.STRING, List.of(), List.of("me@here.example"))))
                .containsOnly("x: ***");
    }

    private static List<String> words(DataType type, Levels levels) {
        return words(Column.of("x", type), levels);
    }

    private static List<String> words(Column column, Levels levels) {
        Operand operand = new Operand.Attribute(new ColumnPath(RowPath.at("customers"), column), Optional.empty());
        double[] none = new double[levels.count()];
        LearnedFeature feature = new LearnedFeature("x", operand, levels, none, none, none);
        LevelWords words = new LevelWords(ZoneId.of("Europe/Berlin"));
        return IntStream.range(0, levels.count())
                .mapToObj(level -> words.of(feature, level))
                .toList();
    }
}
