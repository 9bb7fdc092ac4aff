package io.segmill.jobs.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.rows.Bins;
import io.segmill.jobs.session.TestSession;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class KeyRangesTest {
    private static KeyRanges ranges(Dataset<Row> keys, DataType type) {
        return KeyRanges.of(keys, type);
    }

    private static Dataset<Row> numbers(long count) {
        return TestSession.spark().range(0, count, 1, 3).toDF("key");
    }

    @Test
    void a_few_keys_are_cut_into_equal_shares() {
        KeyRanges ranges = ranges(numbers(100), DataType.BIGINT);
        assertThat(ranges.customers()).isEqualTo(100);
        assertThat(ranges.bounds(4)).containsExactly(25, 50, 75);
        assertThat(ranges.bounds(1)).isEmpty();
    }

    @Test
    void many_keys_are_cut_into_about_equal_shares_by_a_sample() {
        KeyRanges ranges = ranges(numbers(300_000), DataType.BIGINT);
        long[] bounds = ranges.bounds(10);
        assertThat(ranges.customers()).isEqualTo(300_000);
        assertThat(bounds).hasSize(9).isSorted();
        for (int range = 0; range < bounds.length; range++) {
            assertThat(bounds[range]).isBetween(30_000L * (range + 1) - 3_000, 30_000L * (range + 1) + 3_000);
        }
    }

    @Test
    void missing_keys_are_passed_over_and_no_keys_are_one_range() {
        KeyRanges ranges = ranges(
                TestSession.spark().sql("SELECT CAST(NULL AS BIGINT) AS key UNION ALL SELECT 7L"), DataType.BIGINT);
        assertThat(ranges.customers()).isEqualTo(1);
        assertThat(ranges.bounds(3)).isEmpty();
        assertThat(ranges(numbers(0), DataType.BIGINT).bounds(3)).isEmpty();
    }

    @Test
    void a_key_that_is_in_the_sample_often_begins_one_range() {
        Dataset<Row> keys = TestSession.spark().sql("SELECT IF(id < 90, 5L, id) AS key FROM range(100)");
        assertThat(ranges(keys, DataType.BIGINT).bounds(9)).isEmpty();
        assertThat(ranges(keys, DataType.BIGINT).bounds(20)).containsExactly(90, 95);
    }

    @Test
    void parts_that_were_cut_before_stay_and_every_bin_is_in_one() {
        KeyRanges ranges = ranges(numbers(100), DataType.BIGINT);
        Bins bins = ranges.bins(new long[] {33, 75}, 4);
        assertThat(bins.count()).isEqualTo(5);
        assertThat(bins.parts()).isEqualTo(3);
        assertThat(LongStream.of(0, 25, 33, 50, 75).mapToInt(bins::of)).containsExactly(0, 1, 2, 3, 4);
        assertThat(Arrays.stream(new int[] {0, 1, 2, 3, 4}).map(bins::part)).containsExactly(0, 0, 1, 1, 2);
    }

    @Test
    void texts_are_cut_by_code_point() {
        Dataset<Row> keys = TestSession.spark().sql("SELECT concat('k', lpad(id, 2, '0')) AS key FROM range(100)");
        KeyRanges ranges = ranges(keys, DataType.STRING);
        assertThat(Arrays.stream(ranges.bounds(4))
                        .mapToObj(ranges.interns()::text)
                        .map(UTF8String::toString))
                .containsExactly("k25", "k50", "k75");
    }
}
