package io.segmill.jobs.profile;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segmill.core.project.CsvOptions;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.profile.ColumnProfile.Counts;
import io.segmill.jobs.profile.ColumnProfile.Quantile;
import io.segmill.jobs.profile.ColumnProfile.TopValue;
import io.segmill.jobs.profile.ColumnProfile.Values;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.HeldRows;
import io.segmill.jobs.table.SparkTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class SourceProfilerTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    private final SourceProfiler profiler = new SourceProfiler(AS_OF, TestSession.ZONE);

    @Test
    void every_type_has_its_figures() {
        List<Column> columns = List.of(
                Column.of("done", DataType.BOOLEAN),
                Column.of("pieces", DataType.INT),
                Column.of("order.id", DataType.BIGINT),
                Column.of("weight", DataType.DOUBLE),
                Column.of("amount", DataType.decimal(12, 2)),
                Column.of("state", DataType.STRING),
                Column.of("ordered_on", DataType.DATE),
                Column.of("ordered_at", DataType.TIMESTAMP));
        Dataset<Row> rows = rows(
                columns,
                row(true, 9, 4L, 0.5, "10.00", "TX", "2026-01-05", "2026-01-05T23:30:00Z"),
                row(true, 10, 3L, 1.5, "2.50", "GA", "2026-01-04", "2026-07-01T10:00:00Z"),
                row(false, 10, 2L, -0.0, "2.50", "TX", null, "2026-07-01T10:00:00Z"),
                row(null, 9, 1L, 0.0, null, null, "2026-01-04", null));

        SourceProfile profile = profiler.profile(source(columns), rows, List.of());

        assertThat(profile.rows()).isEqualTo(4);
        assertThat(profile.columns())
                .extracting(ColumnProfile::position, ColumnProfile::column, ColumnProfile::type)
                .map(Object::toString)
                .containsExactly(
                        "(0, \"done\", \"boolean\")",
                        "(1, \"pieces\", \"int\")",
                        "(2, \"order.id\", \"bigint\")",
                        "(3, \"weight\", \"double\")",
                        "(4, \"amount\", \"decimal(12,2)\")",
                        "(5, \"state\", \"string\")",
                        "(6, \"ordered_on\", \"date\")",
                        "(7, \"ordered_at\", \"timestamp\")");
        assertThat(profile.columns())
                .map(SourceProfilerTest::line)
                .containsExactly(
                        "1 missing, 2 distinct, false to true, mean -, quantiles -, top true 2, false 1",
                        "0 missing, 2 distinct, 9 to 10, mean 9.50, quantiles 9 9 9 10 10, top 9 2, 10 2",
                        "0 missing, 4 distinct, 1 to 4, mean 2.50, quantiles 1 1 2 3 4, top 1 1, 2 1, 3 1, 4 1",
                        "0 missing, 3 distinct, 0 to 1.5, mean 0.50, quantiles 0 0 0 0.5 1.5, top 0 2, 0.5 1, 1.5 1",
                        "1 missing, 2 distinct, 2.50 to 10.00, mean 5.00, quantiles 2.50 2.50 2.50 10.00 10.00,"
                                + " top 2.50 2, 10.00 1",
                        "1 missing, 2 distinct, GA to TX, mean -, quantiles -, top TX 2, GA 1",
                        "1 missing, 2 distinct, 2026-01-04 to 2026-01-05, mean -, quantiles 2026-01-04 2026-01-04"
                                + " 2026-01-04 2026-01-05 2026-01-05, top 2026-01-04 2, 2026-01-05 1",
                        "1 missing, 2 distinct, 2026-01-06T00:30:00+01:00 to 2026-07-01T12:00:00+02:00, mean -,"
                                + " quantiles 2026-01-06T00:30:00+01:00 2026-01-06T00:30:00+01:00"
                                + " 2026-07-01T12:00:00+02:00 2026-07-01T12:00:00+02:00 2026-07-01T12:00:00+02:00,"
                                + " top 2026-07-01T12:00:00+02:00 2, 2026-01-06T00:30:00+01:00 1");
        assertThat(profile.columns().get(4).values().stddev().orElseThrow()).isCloseTo(4.330127, within(1e-6));
    }

    @Test
    void an_empty_table_has_a_profile_of_zeros() {
        List<Column> columns = List.of(
                Column.of("id", DataType.BIGINT), Column.of("at", DataType.TIMESTAMP), Column.of("x", DataType.STRING));

        SourceProfile profile = profiler.profile(source(columns), rows(columns), List.of());

        assertThat(profile.columns())
                .allSatisfy(column -> assertThat(column.counts()).isEqualTo(new Counts(0, 0, 0, Precision.EXACT)))
                .allSatisfy(column -> assertThat(column.values()).isEqualTo(Values.NONE))
                .allSatisfy(column -> assertThat(column.alerts()).isEmpty());
    }

    @Test
    void personal_values_are_counted_and_never_shown() {
        List<Column> columns = List.of(
                personal("email", DataType.STRING), personal("born", DataType.DATE), personal("income", DataType.INT));
        Dataset<Row> rows =
                rows(columns, row("a@b.c", "2026-07-01", 5), row("a@b.c", "1980-01-01", 6), row(null, "1980-01-01", 7));

        SourceProfile profile = profiler.profile(source(columns), rows, List.of());

        assertThat(profile.columns()).map(ColumnProfile::values).containsOnly(Values.NONE);
        assertThat(profile.columns())
                .map(ColumnProfile::counts)
                .containsExactly(
                        new Counts(3, 1, 1, Precision.EXACT),
                        new Counts(3, 0, 2, Precision.EXACT),
                        new Counts(3, 0, 3, Precision.EXACT));
        assertThat(profile.alerts())
                .map(Alert::sentence)
                .containsExactly(
                        "'email' has the same value in all 2 rows that have one.",
                        "33.3 % of the values of 'born' (1 of 3) lie after 2026-06-30.",
                        "All 3 values of 'income' are different.");
    }

    @Test
    void every_alert_of_a_single_run_is_told_with_its_threshold() {
        List<Column> columns = List.of(
                Column.of("country", DataType.STRING),
                Column.of("fax", DataType.STRING),
                Column.of("id", DataType.INT),
                Column.of("state", DataType.STRING),
                personal("salutation", DataType.STRING),
                Column.of("due_on", DataType.DATE),
                Column.of("seen_at", DataType.TIMESTAMP));
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(row(
                    "DE",
                    i < 4 ? "fax" + i % 2 : null,
                    i,
                    i == 0 ? "GA" : "TX",
                    i == 0 ? "Mr" : "Ms",
                    i == 0 ? "2026-07-01" : i % 2 == 0 ? "2026-06-30" : "2026-06-29",
                    // The as-of day ends at 22:00 UTC where the project is.
                    i < 2 ? "2026-06-30T22:00:00Z" : i % 2 == 0 ? "2026-06-30T21:59:59Z" : "2026-06-30T21:00:00Z"));
        }

        SourceProfile profile =
                profiler.profile(source(columns), rows(columns, rows.toArray(Object[][]::new)), List.of());

        assertThat(profile.alerts())
                .map(alert -> alert.code().text() + " | " + alert.threshold() + " | " + alert.sentence())
                .containsExactly(
                        "constant | 1 distinct value | 'country' has the same value in all 10 rows that have one.",
                        "mostly-missing | more than 50 % missing | 'fax' is missing in 60.0 % of the rows (6 of 10).",
                        "all-different | no value twice | All 10 values of 'id' are different.",
                        "skewed | one value in 90 % of the values or more | 'TX' makes up 90.0 % of the values of"
                                + " 'state' (9 of 10).",
                        "skewed | one value in 90 % of the values or more | One value makes up 90.0 % of the values of"
                                + " 'salutation' (9 of 10).",
                        "in-the-future | any value after the as-of date | 10.0 % of the values of 'due_on' (1 of 10)"
                                + " lie after 2026-06-30.",
                        "in-the-future | any value after the as-of date | 20.0 % of the values of 'seen_at' (2 of 10)"
                                + " lie after 2026-06-30.");
    }

    @Test
    void changes_against_the_last_run_are_told() {
        List<Column> columns = List.of(
                Column.of("id", DataType.INT),
                Column.of("state", DataType.STRING),
                Column.of("amount", DataType.INT),
                Column.of("email", DataType.STRING));
        Dataset<Row> before = rows(
                columns, row(1, "TX", 10, "a"), row(2, "TX", 12, "b"), row(3, "GA", 10, "a"), row(4, "GA", 12, "b"));
        Dataset<Row> now = rows(
                columns,
                row(1, "TX", 20, "a"),
                row(2, "GA", 22, "b"),
                row(3, "AL", 20, "a"),
                row(4, "AL", 22, "b"),
                row(5, "GA", 22, null));

        List<ColumnProfile> last =
                profiler.profile(source(columns), before, List.of()).columns();

        assertThat(profiler.profile(source(columns), before, last).alerts())
                .map(Alert::code)
                .containsExactly(Alert.Code.ALL_DIFFERENT);
        assertThat(profiler.profile(source(columns), now, last).alerts())
                .map(alert -> alert.code().text() + " | " + alert.threshold() + " | " + alert.sentence())
                .containsExactly(
                        "changed-rows | changed by more than 20 % | Source 'orders' has 5 rows, after 4 in the last"
                                + " run.",
                        "all-different | no value twice | All 5 values of 'id' are different.",
                        "changed-distinct | changed by more than 20 % | 'state' has 3 distinct values, after 2 in the"
                                + " last run.",
                        "changed-mean | moved by more than half a standard deviation | The mean of 'amount' is 21.2,"
                                + " after 11 in the last run.",
                        "changed-missing | changed by more than 5 percentage points | 'email' is missing in 20.0 % of"
                                + " the rows, after 0.0 % in the last run.");
    }

    @Test
    void many_different_values_are_estimated_and_say_so_but_frequent_ones_are_found() {
        List<Column> columns = List.of(Column.of("id", DataType.BIGINT), Column.of("email", DataType.STRING));
        // 'none' in every fourth row, another value in each other one.
        Dataset<Row> rows = TestSession.spark()
                .range(0, 40_000, 1, 5)
                .select(
                        col("id"),
                        when(pmod(col("id"), lit(4L)).equalTo(lit(0L)), lit("none"))
                                .otherwise(xxhash64(col("id")).cast("string"))
                                .as("email"));

        ColumnProfile id =
                profiler.profile(source(columns), rows, List.of()).columns().get(0);
        ColumnProfile email =
                profiler.profile(source(columns), rows, List.of()).columns().get(1);

        assertThat(id.counts().distinctPrecision()).isEqualTo(Precision.APPROXIMATE);
        assertThat(id.values().top()).isEmpty();
        assertThat(id.values().quantilePrecision()).isEqualTo(Precision.APPROXIMATE);
        assertThat(Integer.parseInt(id.values().quantiles().get(2).value())).isCloseTo(20_000, within(10));
        assertThat(id.alerts())
                .containsExactly(new Alert(
                        Alert.Code.ALL_DIFFERENT,
                        "about as many distinct values as values",
                        "All or nearly all 40,000 values of 'id' are different."));
        assertThat(email.counts().distinctPrecision()).isEqualTo(Precision.APPROXIMATE);
        assertThat((double) email.counts().distinct()).isCloseTo(30_001, within(1_080.0));
        assertThat(email.values().topPrecision()).isEqualTo(Precision.APPROXIMATE);
        assertThat(email.values().top()).singleElement().satisfies(top -> {
            assertThat(top.value()).isEqualTo("none");
            assertThat(top.count()).isBetween(10_000L - 40, 10_000L);
        });
    }

    @Test
    void the_key_is_known_to_be_all_different() {
        List<Column> columns = List.of(Column.of("id", DataType.BIGINT));
        Source keyed = source(columns, List.of("id"));

        ColumnProfile id = profiler.profile(
                        keyed, TestSession.spark().range(5_000).toDF(), List.of())
                .columns()
                .get(0);

        assertThat(id.counts()).isEqualTo(new Counts(5_000, 0, 5_000, Precision.EXACT));
        assertThat(id.alerts()).map(Alert::sentence).containsExactly("All 5,000 values of 'id' are different.");
    }

    @Test
    void quantiles_called_exact_are_exact() {
        List<Column> columns = List.of(Column.of("x", DataType.INT));
        List<Integer> values = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 4_999; i++) {
            values.add(random.nextInt(1_000_000));
        }
        Dataset<Row> rows = rows(
                        columns, values.stream().map(SourceProfilerTest::row).toArray(Object[][]::new))
                .repartition(7);
        Collections.sort(values);

        Values profile = profiler.profile(source(columns), rows, List.of())
                .columns()
                .get(0)
                .values();

        assertThat(profile.quantilePrecision()).isEqualTo(Precision.EXACT);
        assertThat(profile.quantiles())
                .containsExactly(
                        new Quantile(0, values.get(0).toString()),
                        new Quantile(0.25, values.get(1249).toString()),
                        new Quantile(0.5, values.get(2499).toString()),
                        new Quantile(0.75, values.get(3749).toString()),
                        new Quantile(1, values.get(4998).toString()));
    }

    @Test
    void a_long_text_is_cut_and_the_cut_is_marked() {
        List<Column> columns = List.of(Column.of("letter", DataType.STRING));

        Values values = profiler.profile(source(columns), rows(columns, row("😀".repeat(300))), List.of())
                .columns()
                .get(0)
                .values();

        assertThat(values.top()).containsExactly(new TopValue("😀".repeat(199) + "…", 1));
    }

    @Test
    void the_table_gives_back_the_newest_run_in_the_order_of_the_source() {
        List<Column> columns = List.of(
                Column.of("state", DataType.STRING), Column.of("amount", DataType.DOUBLE), personal("x", DataType.INT));
        SourceProfile old =
                profiler.profile(source(columns), rows(columns, row("TX", 1.0, 1), row("TX", 2.0, 2)), List.of());
        SourceProfile young = profiler.profile(
                source(columns), rows(columns, row("TX", 1.0, 1), row(null, 3.0, null)), old.columns());

        Dataset<Row> table = frame(ProfileTable.rows("20260630T020000Z-0002", List.of(young)))
                .union(frame(ProfileTable.rows("20260629T020000Z-0001", List.of(old))))
                .repartition(3);

        assertThat(ProfileTable.newest(table, "orders")).isEqualTo(young.columns());
        assertThat(ProfileTable.newest(table, "customers")).isEmpty();
    }

    private static Dataset<Row> frame(HeldRows rows) {
        return TestSession.spark().createDataFrame(rows.rows(), rows.schema());
    }

    private static String line(ColumnProfile profile) {
        Values values = profile.values();
        return profile.counts().missing() + " missing, " + profile.counts().distinct() + " distinct, "
                + values.min().orElse("-") + " to " + values.max().orElse("-") + ", mean "
                + (values.mean().isPresent()
                        ? new BigDecimal(values.mean().getAsDouble())
                                .setScale(2)
                                .toString()
                        : "-")
                + ", quantiles "
                + (values.quantiles().isEmpty()
                        ? "-"
                        : String.join(
                                " ",
                                values.quantiles().stream().map(Quantile::value).toList()))
                + ", top "
                + String.join(
                        ", ",
                        values.top().stream()
                                .map(top -> top.value() + " " + top.count())
                                .toList());
    }

    private static Column personal(String name, DataType type) {
        return new Column(name, name, type, Optional.empty(), false, true);
    }

    private static Source source(List<Column> columns) {
        return source(columns, List.of());
    }

    private static Source source(List<Column> columns, List<String> key) {
        return new Source(
                "orders",
                Format.CSV,
                "/nowhere",
                CsvOptions.DEFAULTS,
                columns,
                key,
                Optional.empty(),
                LoadMode.FULL,
                Optional.empty(),
                BigDecimal.ZERO,
                "0");
    }

    private static Object[] row(Object... values) {
        return values;
    }

    /** Dates, timestamps and decimals are given as texts. */
    private static Dataset<Row> rows(List<Column> columns, Object[]... rows) {
        List<Row> typed = Arrays.stream(rows)
                .map(row -> {
                    Object[] values = new Object[row.length];
                    for (int i = 0; i < row.length; i++) {
                        values[i] = row[i] == null ? null : typed(columns.get(i).type(), row[i]);
                    }
                    return RowFactory.create(values);
                })
                .toList();
        return TestSession.spark().createDataFrame(typed, SparkTypes.schema(columns));
    }

    private static Object typed(DataType type, Object value) {
        return switch (type.kind()) {
            case DATE -> LocalDate.parse((String) value);
            case TIMESTAMP -> Instant.parse((String) value);
            case DECIMAL -> new BigDecimal((String) value);
            case BOOLEAN, INT, BIGINT, DOUBLE, STRING -> value;
        };
    }
}
