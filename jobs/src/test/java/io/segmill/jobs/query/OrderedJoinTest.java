package io.segmill.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.session.TestSession;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.Test;

class OrderedJoinTest {
    /** More than two ranges, the last one short. */
    private static final int MANY = 125_000;

    private static final String BROADCAST = "spark.sql.autoBroadcastJoinThreshold";

    @Test
    void numbers_are_ordered_as_numbers_and_texts_by_code_point() {
        Dataset<Row> numbers = TestSession.spark()
                .createDataset(List.of(10L, 9L, -1L, 100L), Encoders.LONG())
                .toDF("id");
        assertThat(keys(joined(numbers, numbers))).containsExactly(-1L, 9L, 10L, 100L);

        Dataset<Row> texts = TestSession.spark()
                .createDataset(List.of("b", "😀", "\uFFFD", "B", "ä", "10", "9"), Encoders.STRING())
                .toDF("id");
        assertThat(keys(joined(texts, texts))).containsExactly("10", "9", "B", "b", "ä", "\uFFFD", "😀");
    }

    @Test
    void many_numbers_come_in_order_each_with_what_stands_beside_it() {
        Dataset<Row> customers = customers("id * 7 % " + MANY + " - 1000");
        Dataset<Row> others = TestSession.spark()
                .range(-2000, MANY)
                .where("id % 3 = 0")
                .selectExpr("id AS `the other's`", "-id AS `be.side`");

        Dataset<Row> joined = joined(customers, others);

        assertThat(joined.columns()).containsExactly("id", "more", "the other's", "be.side");
        assertThat(joined.javaRDD().getNumPartitions()).isEqualTo(3);
        Iterator<Row> rows = joined.toLocalIterator();
        for (long id = -1000; id < MANY - 1000; id++) {
            Row row = rows.next();
            assertThat(row.get(0)).isEqualTo(id);
            assertThat(row.get(1)).isEqualTo("more");
            assertThat(row.get(3)).isEqualTo(id % 3 == 0 ? -id : null);
        }
        assertThat(rows).isExhausted();
    }

    @Test
    void many_texts_come_in_order() {
        Dataset<Row> customers = customers("concat('k', lpad(id * 7 % " + MANY + ", 6, '0'))");
        Dataset<Row> others = customers.selectExpr("id AS `the other's`", "substr(id, 2) AS beside");

        Iterator<Row> rows = joined(customers, others).toLocalIterator();

        for (int number = 0; number < MANY; number++) {
            Row row = rows.next();
            assertThat(row.get(0)).isEqualTo(String.format(Locale.ROOT, "k%06d", number));
            assertThat(row.get(3)).isEqualTo(String.format(Locale.ROOT, "%06d", number));
        }
        assertThat(rows).isExhausted();
    }

    /** What the ranges are for: an exchange a side, and a sort of what is joined, by the key alone. */
    @Test
    void each_side_is_shuffled_once_and_what_is_joined_is_sorted_once() {
        // Few enough to be sent to everyone, which a table of a company's customers is not.
        RuntimeConfig conf = TestSession.spark().conf();
        String broadcast = conf.get(BROADCAST);
        conf.set(BROADCAST, "-1");
        try {
            String plan = joined(
                            customers("id * 7 % " + MANY),
                            customers("id").selectExpr("id AS `the other's`", "'x' AS beside"))
                    .queryExecution()
                    .executedPlan()
                    .toString();
            assertThat(lines(plan, "Exchange")).as(plan).isEqualTo(2);
            assertThat(lines(plan, "Sort ")).as(plan).isEqualTo(1);
            assertThat(plan).containsPattern("Sort \\[id#\\d+L ASC NULLS FIRST\\], false");
            assertThat(plan).contains("LeftOuter, BuildLeft");
        } finally {
            conf.set(BROADCAST, broadcast);
        }
    }

    private static Dataset<Row> customers(String id) {
        return TestSession.spark().range(MANY).selectExpr(id + " AS id", "'more' AS more");
    }

    private static Dataset<Row> joined(Dataset<Row> customers, Dataset<Row> others) {
        Dataset<Row> renamed =
                others.columns()[0].equals("id") ? others.withColumnRenamed("id", "the other's") : others;
        return new OrderedJoin(customers, "id", customers.count()).with(renamed, "the other's");
    }

    private static List<Object> keys(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(row -> row.get(0)).toList();
    }

    private static long lines(String plan, String operator) {
        return Arrays.stream(plan.split("\n"))
                .filter(line -> line.contains(operator))
                .count();
    }
}
