package io.segmill.jobs.pass.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.batch.RowBatches;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.SparkTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyCutsTest {
    /** Ascending; every second one begins a range. */
    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("int", List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE)),
                Arguments.of("bigint", List.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, 0L, 1L, Long.MAX_VALUE)),
                Arguments.of("boolean", List.of(false, true)),
                Arguments.of(
                        "double",
                        List.of(-1.7976931348623157e308, -1.5, -4.9e-324, 0.0, 4.9e-324, 0.1, 1.0 / 3, 1e22, 1e300)),
                Arguments.of("decimal(9,2)", all("-9.99 -0.01 0.00 0.01 1234567.89", BigDecimal::new)),
                Arguments.of(
                        "decimal(38,2)",
                        all(
                                "-999999999999999999999999999999999999.99 -92233720368547758.09 -0.01 0.00 0.01"
                                        + " 92233720368547758.08 999999999999999999999999999999999999.99",
                                BigDecimal::new)),
                Arguments.of(
                        "string",
                        List.of(
                                "",
                                "\0",
                                "\n",
                                " ",
                                "\"",
                                "'",
                                "''",
                                "00",
                                "0\\",
                                "O'Hara",
                                "\\",
                                "\\'",
                                "\\n",
                                "`",
                                "a",
                                "a'; --",
                                "ab",
                                "\u00e9",
                                "\uFFFD",
                                "\uD83D\uDE00")),
                Arguments.of(
                        "date",
                        all("0001-01-01 1582-10-04 1582-10-15 1969-12-31 1970-01-01 9999-12-31", LocalDate::parse)),
                // In Berlin, clocks show 02:30:00.000001 twice that night; in 1890 they had local time.
                Arguments.of(
                        "timestamp",
                        all(
                                "0001-01-01T00:00:00Z 1890-06-01T00:00:00Z 1969-12-31T23:59:59.999999Z"
                                        + " 2025-10-26T00:30:00.000001Z 2025-10-26T01:00:00Z"
                                        + " 2025-10-26T01:30:00.000001Z 2025-10-26T01:30:00.000002Z"
                                        + " 9999-12-30T00:00:00Z",
                                Instant::parse)));
    }

    private static <T> List<T> all(String texts, Function<String, T> value) {
        return Stream.of(texts.split(" ")).map(value).toList();
    }

    private static Dataset<Row> frame(DataType type, List<Object> keys) {
        return TestSession.spark()
                .createDataFrame(
                        keys.stream().map(RowFactory::create).toList(),
                        new StructType().add("key", SparkTypes.of(type)));
    }

    private static long code(ColumnVector column, int row, Coding coding, Interns interns) {
        return coding.isInterned() ? interns.of(coding.text(column, row)) : coding.code(column, row);
    }

    /** The places of the keys that begin a range. */
    private static KeyCuts everySecond(DataType type, List<Object> ascending) {
        Coding coding = Coding.of(type);
        Interns interns = new Interns();
        Dataset<Row> frame = frame(type, ascending);
        List<InternalRow> rows = frame.queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(InternalRow::copy)
                .collect();
        ColumnVector column = RowBatches.together(rows, frame.schema()).column(0);
        long[] firsts = IntStream.range(0, rows.size())
                .filter(place -> place % 2 == 1)
                .mapToLong(place -> code(column, place, coding, interns))
                .toArray();
        return KeyCuts.of(firsts, type, interns);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void cuts_are_read_as_they_were_written(String named, List<Object> ascending) {
        DataType type = DataType.named(named).orElseThrow();
        KeyCuts cuts = everySecond(type, ascending);
        KeyCuts read = KeyCuts.decoded(cuts.encoded(), type);

        assertThat(cuts.ranges()).isEqualTo(ascending.size() / 2 + 1);
        assertThat(cuts.encoded()).matches("[A-Za-z0-9=_-]+");
        assertThat(read).isEqualTo(cuts);
        Interns interns = new Interns();
        assertThat(KeyCuts.of(read.codes(interns), type, interns)).isEqualTo(cuts);
    }

    @Test
    void what_was_not_cut_is_one_range_of_all_keys() {
        KeyCuts whole = KeyCuts.of(new long[0], DataType.BIGINT, new Interns());

        assertThat(whole.ranges()).isEqualTo(1);
        assertThat(KeyCuts.decoded(whole.encoded(), DataType.BIGINT)).isEqualTo(whole);
    }
}
