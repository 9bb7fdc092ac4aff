package io.segmill.jobs.pass.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.batch.FrameColumns;
import io.segmill.jobs.pass.batch.RowBatches;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.table.SparkTypes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class LookupTest {
    private static final ColumnPath CITY = column("city", DataType.STRING);

    private static ColumnPath column(String name, DataType type) {
        return new ColumnPath(RowPath.at("orders"), Column.of(name, type));
    }

    private static InternalRow row(Object... values) {
        return new GenericInternalRow(values);
    }

    private static Lookup lookup(DataType key, List<InternalRow> rows) {
        return lookup(key, key, rows);
    }

    private static Lookup lookup(DataType from, DataType key, List<InternalRow> rows) {
        StructType schema =
                new StructType().add("shop_id", SparkTypes.of(key), false).add("city", "string", false);
        return new Lookup(
                        column("shop", from),
                        Coding.of(key),
                        0,
                        new FrameColumns(new String[] {"shop_id", "city"}),
                        schema,
                        rows)
                .ready();
    }

    private static List<Integer> places(Lookup lookup, DataType type, Object... keys) {
        List<InternalRow> rows =
                Arrays.stream(keys).map(key -> row(new Object[] {key})).toList();
        BatchColumn column = new BatchColumn(Coding.of(type));
        column.next(
                RowBatches.together(rows, new StructType().add("shop", SparkTypes.of(type)))
                        .column(0),
                keys.length);
        return IntStream.range(0, keys.length)
                .mapToObj(row -> lookup.place(column, row))
                .toList();
    }

    @Test
    void keys_near_each_other_lead_to_their_rows_and_others_to_no_row() {
        Lookup lookup =
                lookup(DataType.BIGINT, List.of(row(12L, null), row(10L, null), row(null, null), row(11L, null)));
        assertThat(places(lookup, DataType.BIGINT, 10L, 11L, 12L, 9L, 13L, null, Long.MIN_VALUE, Long.MAX_VALUE))
                .containsExactly(1, 3, 0, 4, 4, 4, 4, 4);
        assertThat(lookup.places()).isEqualTo(5);
        assertThat(lookup.columns().of(CITY).isMissing(4)).isTrue();
    }

    @Test
    void keys_far_from_each_other_lead_to_their_rows() {
        Lookup lookup = lookup(DataType.BIGINT, List.of(row(Long.MAX_VALUE, null), row(Long.MIN_VALUE, null)));
        assertThat(places(lookup, DataType.BIGINT, Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L))
                .containsExactly(1, 0, 2, 2);
    }

    @Test
    void whole_numbers_of_both_sizes_lead_to_each_other() {
        Lookup small = lookup(DataType.BIGINT, DataType.INT, List.of(row(-3, null), row(7, null)));
        assertThat(places(small, DataType.BIGINT, 7L, -3L, 0xFFFFFFFDL)).containsExactly(1, 0, 2);
        Lookup large = lookup(DataType.INT, DataType.BIGINT, List.of(row(-3L, null), row(7L, null)));
        assertThat(places(large, DataType.INT, 7, -3, 8)).containsExactly(1, 0, 2);
    }

    @Test
    void texts_lead_to_their_rows_and_an_empty_table_to_none() {
        UTF8String key = UTF8String.fromString("k");
        Lookup lookup = lookup(DataType.STRING, List.of(row(key, null)));
        assertThat(places(lookup, DataType.STRING, key, UTF8String.fromString("K"), null))
                .containsExactly(0, 1, 1);
        assertThat(places(lookup(DataType.BIGINT, List.of()), DataType.BIGINT, 0L))
                .containsExactly(0);
    }

    @Test
    void columns_are_coded_by_place_and_missing_where_there_is_no_row() {
        Lookup lookup = lookup(
                DataType.INT,
                List.of(row(1, UTF8String.fromString("Ulm")), row(2, null), row(3, UTF8String.fromString("Ulm"))));
        Interns interns = new Interns();
        Lookup.Values values = lookup.values(CITY, interns);
        assertThat(values.set()).containsExactly(true, false, true, false);
        assertThat(values.codes()[0]).isEqualTo(values.codes()[2]).isEqualTo(interns.of(UTF8String.fromString("Ulm")));
        assertThat(lookup.texts(CITY)).containsExactly(UTF8String.fromString("Ulm"), UTF8String.fromString("Ulm"));
    }
}
