package io.segmill.jobs.pass.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.batch.FrameColumns;
import io.segmill.jobs.pass.batch.RowBatches;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Bins, and the chunks that rows are packed into for them. */
class BinsTest {
    private static final Coding BIGINT = Coding.of(DataType.BIGINT);
    private static final Coding STRING = Coding.of(DataType.STRING);

    private static Bins carried(Bins bins) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(bins);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Bins) in.readObject();
        }
    }

    @Test
    void a_key_belongs_to_the_last_bin_that_begins_at_or_before_it() throws Exception {
        Bins bins = carried(new Bins(BIGINT, new long[] {-5, 0, 7}, new Interns(), new int[] {0, 2}));
        assertThat(bins.count()).isEqualTo(4);
        assertThat(LongStream.of(Long.MIN_VALUE, -6, -5, -1, 0, 6, 7, Long.MAX_VALUE)
                        .mapToInt(bins::of))
                .containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
        assertThat(bins.parts()).isEqualTo(2);
        assertThat(Stream.of(0, 1, 2, 3).map(bins::part)).containsExactly(0, 0, 1, 1);
        assertThat(Stream.of(0, 1, 2, 3).map(bins::base)).containsExactly(0L, -5L, 0L, 7L);
    }

    /** Counted one by one, which is what a bin is. */
    private static int boundsUpTo(long key, long[] bounds) {
        return (int) LongStream.of(bounds).filter(bound -> bound <= key).count();
    }

    @Test
    void bins_are_found_however_the_bounds_lie() {
        Random random = new Random(1);
        List<long[]> some = new ArrayList<>(List.of(
                new long[] {Long.MIN_VALUE, Long.MAX_VALUE},
                new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE},
                new long[] {Long.MAX_VALUE},
                LongStream.concat(LongStream.range(0, 500), LongStream.of(1L << 60))
                        .toArray(),
                LongStream.range(0, 300).map(number -> number * number * number).toArray()));
        for (int bits = 10; bits <= 64; bits += 9) {
            int shift = 64 - bits;
            some.add(LongStream.generate(() -> random.nextLong() >> shift)
                    .limit(200)
                    .sorted()
                    .distinct()
                    .toArray());
        }
        for (long[] bounds : some) {
            Bins bins = new Bins(BIGINT, bounds, new Interns(), new int[] {0});
            LongStream keys = LongStream.of(bounds).flatMap(bound -> LongStream.of(bound - 1, bound, bound + 1));
            LongStream others = LongStream.generate(random::nextLong).limit(500);
            LongStream between = IntStream.range(1, bounds.length)
                    .mapToLong(index -> bounds[index - 1] + ((bounds[index] - bounds[index - 1]) >>> 1));
            LongStream.concat(LongStream.concat(keys, others), between).forEach(key -> assertThat(bins.of(key))
                    .as("%d among %s", key, Arrays.toString(bounds))
                    .isEqualTo(boundsUpTo(key, bounds)));
        }
    }

    @Test
    void texts_belong_to_bins_by_code_point() throws Exception {
        Interns interns = new Interns();
        long[] bounds = Stream.of("b", "\uFFFD")
                .mapToLong(text -> interns.of(UTF8String.fromString(text)))
                .toArray();
        Bins bins = carried(new Bins(STRING, bounds, interns, new int[] {0}));
        assertThat(Stream.of("", "a", "b", "ba", "z", "\uFFFD", "\uD83D\uDE00")
                        .map(text -> bins.of(UTF8String.fromString(text))))
                .containsExactly(0, 0, 1, 1, 1, 2, 2);
    }

    @Test
    void without_bounds_there_is_one_bin() {
        Bins bins = new Bins(BIGINT, new long[0], new Interns(), new int[] {0});
        assertThat(bins.count()).isEqualTo(1);
        assertThat(bins.of(Long.MIN_VALUE)).isZero();
        assertThat(bins.part(0)).isZero();
    }

    /** Key and value of rows, two rows a batch. */
    private static Iterator<ColumnarBatch> batches(long... keys) {
        StructType schema = new StructType().add("key", "bigint").add("value", "bigint");
        return IntStream.range(0, keys.length / 2)
                .mapToObj(two -> RowBatches.together(
                        Stream.of(keys[2 * two], keys[2 * two + 1])
                                .<InternalRow>map(key -> new GenericInternalRow(new Object[] {key, 10 * key}))
                                .toList(),
                        schema))
                .iterator();
    }

    private static BatchColumns columns() {
        return new BatchColumns(new FrameColumns(new String[] {"key", "value"}));
    }

    @Test
    void rows_come_in_chunks_of_one_bin_and_one_feed_in_their_order_however_few_bytes_fit() {
        Bins bins = new Bins(BIGINT, new long[] {100}, new Interns(), new int[] {0});
        for (long most : new long[] {1, 50, 1_000_000}) {
            BatchColumns columns = columns();
            BatchColumn key = columns.of("key", DataType.BIGINT);
            BatchColumn value = columns.of("value", DataType.BIGINT);
            Chunks.Encoder encoder = chunks -> {
                for (int row = 0; row < columns.rows(); row++) {
                    chunks.at((int) (key.codes()[row] % 2), key, row).signed(value.codes()[row]);
                }
            };
            Iterator<Tuple2<Integer, byte[]>> chunks =
                    Chunks.of(batches(1, 100, 3, 2, 101, 5, 102, 103), columns, List.of(encoder), bins, 2, most);
            Map<String, List<Long>> found = new TreeMap<>();
            int count = 0;
            while (chunks.hasNext()) {
                Tuple2<Integer, byte[]> chunk = chunks.next();
                count++;
                Unpacked unpacked = new Unpacked(chunk._2);
                long feed = unpacked.unsigned();
                while (!unpacked.isAtEnd()) {
                    long one = bins.base(chunk._1) + unpacked.signed();
                    assertThat(unpacked.signed()).isEqualTo(10 * one);
                    found.computeIfAbsent("bin " + chunk._1 + ", feed " + feed, any -> new ArrayList<>())
                            .add(one);
                }
            }
            assertThat(found)
                    .isEqualTo(Map.of(
                            "bin 0, feed 0", List.of(2L),
                            "bin 0, feed 1", List.of(1L, 3L, 5L),
                            "bin 1, feed 0", List.of(100L, 102L),
                            "bin 1, feed 1", List.of(101L, 103L)));
            assertThat(count).isBetween(4, 8);
            Assertions.assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void rows_that_say_nothing_make_no_chunk() {
        Bins bins = new Bins(BIGINT, new long[0], new Interns(), new int[] {0});
        Chunks.Encoder silent = chunks -> {};
        assertThat(Chunks.of(batches(1, 2), columns(), List.of(silent), bins, 1, 100))
                .isExhausted();
    }
}
