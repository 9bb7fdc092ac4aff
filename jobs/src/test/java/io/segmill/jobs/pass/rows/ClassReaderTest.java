package io.segmill.jobs.pass.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.batch.FrameColumns;
import io.segmill.jobs.pass.batch.RowBatches;
import io.segmill.jobs.pass.batch.Selection;
import io.segmill.jobs.pass.code.Ranges;
import io.segmill.jobs.pass.feed.Classifier;
import io.segmill.jobs.table.SparkTypes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class ClassReaderTest {
    private static final ColumnPath TEXT = path(DataType.STRING);

    private final BatchColumns columns = new BatchColumns(new FrameColumns(new String[] {"column"}));

    private static ColumnPath path(DataType type) {
        return new ColumnPath(RowPath.at("orders"), Column.of("column", type));
    }

    private ClassReader reader(Classifier classifier, ZoneId zone) {
        return ClassReader.of(
                classifier, columns, new ConditionEvaluator(LocalDate.parse("2026-06-30"), zone), new Days(zone));
    }

    private long[] classes(ClassReader reader) {
        Selection all = new Selection();
        all.all(columns.rows());
        long[] numbers = new long[all.size()];
        reader.add(all, 1, numbers);
        return numbers;
    }

    private static ColumnarBatch batch(DataType type, Object... values) {
        List<InternalRow> rows = Arrays.stream(values)
                .<InternalRow>map(value -> new GenericInternalRow(new Object[] {value}))
                .toList();
        return RowBatches.together(rows, new StructType().add("column", SparkTypes.of(type)));
    }

    /** As files are read whose texts are few: numbers, and beside them what they stand for. */
    private static ColumnarBatch numbered(int[] numbers, String... texts) {
        OnHeapColumnVector column = new OnHeapColumnVector(numbers.length, DataTypes.StringType);
        OnHeapColumnVector ids = (OnHeapColumnVector) column.reserveDictionaryIds(numbers.length);
        for (int row = 0; row < numbers.length; row++) {
            if (numbers[row] < 0) {
                column.putNull(row);
            } else {
                ids.putInt(row, numbers[row]);
            }
        }
        column.setDictionary(new Texts(texts));
        return new ColumnarBatch(new ColumnVector[] {column}, numbers.length);
    }

    private record Texts(String... texts) implements Dictionary {
        @Override
        public byte[] decodeToBinary(int id) {
            return texts[id].getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int decodeToInt(int id) {
            throw new IllegalStateException();
        }

        @Override
        public long decodeToLong(int id) {
            throw new IllegalStateException();
        }

        @Override
        public float decodeToFloat(int id) {
            throw new IllegalStateException();
        }

        @Override
        public double decodeToDouble(int id) {
            throw new IllegalStateException();
        }
    }

    @Test
    void a_number_of_a_text_is_that_of_its_batch_alone() {
        ClassReader reader = reader(Classifier.Texts.of(TEXT, List.of(Set.of("mail"), Set.of("web"))), ZoneOffset.UTC);
        columns.next(numbered(new int[] {0, 1, 2, -1, 0}, "web", "fax", "mail"));
        assertThat(classes(reader)).containsExactly(3, 1, 2, 0, 3);
        columns.next(numbered(new int[] {0, 1, 1}, "mail", "web"));
        assertThat(classes(reader)).containsExactly(2, 3, 3);
        columns.next(batch(DataType.STRING, utf8("fax"), null, utf8("web")));
        assertThat(classes(reader)).containsExactly(1, 0, 3);
    }

    private static UTF8String utf8(String text) {
        return UTF8String.fromString(text);
    }

    @Test
    void classes_of_chosen_rows_are_added_to_what_is_there() {
        ClassReader reader = reader(Classifier.Texts.of(TEXT, List.of(Set.of("mail"))), ZoneOffset.UTC);
        columns.next(numbered(new int[] {0, 1, 0, -1}, "mail", "fax"));
        Selection some = new Selection();
        some.all(4);
        some.keep(row -> row != 1);
        long[] numbers = {100, 200, 300, 400};
        reader.add(some, 10, numbers);
        assertThat(numbers).containsExactly(120, 220, 300, 400);
    }

    /** The class is one more than the bounds at or below the value, which are counted here one by one. */
    private void isCounted(DataType type, Object[] values, long[] codes, long... bounds) {
        Classifier.Cuts cuts = Classifier.Cuts.of(
                path(type),
                Ranges.View.VALUE,
                Arrays.stream(bounds)
                        .mapToObj(
                                bound -> new Ranges(Ranges.View.VALUE, new long[] {bound}, new long[] {Long.MAX_VALUE}))
                        .toList());
        columns.next(batch(type, values));
        assertThat(classes(reader(cuts, ZoneOffset.UTC)))
                .as(Arrays.toString(bounds))
                .containsExactly(Arrays.stream(codes)
                        .map(code -> 1
                                + Arrays.stream(bounds)
                                        .filter(bound -> bound <= code)
                                        .count())
                        .toArray());
    }

    @Test
    void ranges_are_found_however_far_their_ends_lie_from_each_other() {
        Object[] values = {Long.MIN_VALUE, -1L, 0L, 1L, 4L, 5L, 6L, 70_000L, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        long[] codes = Arrays.stream(values).mapToLong(value -> (Long) value).toArray();
        isCounted(DataType.BIGINT, values, codes);
        isCounted(DataType.BIGINT, values, codes, 5);
        isCounted(DataType.BIGINT, values, codes, 0, 1, 5);
        isCounted(DataType.BIGINT, values, codes, 0, 5, 70_000);
        isCounted(DataType.BIGINT, values, codes, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        isCounted(DataType.BIGINT, values, codes, Long.MIN_VALUE, 0, Long.MAX_VALUE);
        isCounted(DataType.BIGINT, values, codes, Long.MIN_VALUE, Long.MIN_VALUE + 1);
    }

    @Test
    void moments_belong_to_the_days_of_their_zone() {
        // In Berlin in summer, 2026-06-29T22:00:00Z is the first moment of 2026-06-30, day 20,634.
        Classifier.Cuts cuts = Classifier.Cuts.of(
                path(DataType.TIMESTAMP),
                Ranges.View.DAY,
                List.of(new Ranges(Ranges.View.DAY, new long[] {20_634}, new long[] {20_634})));
        long midnight = Instant.parse("2026-06-29T22:00:00Z").getEpochSecond() * 1_000_000;
        columns.next(batch(DataType.TIMESTAMP, midnight - 1, midnight, midnight + 86_400_000_000L, null));
        assertThat(classes(reader(cuts, ZoneId.of("Europe/Berlin")))).containsExactly(1, 2, 3, 0);
    }
}
