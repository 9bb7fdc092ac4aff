package io.segmill.jobs.pass.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.batch.RowBatches;
import io.segmill.jobs.table.SparkTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class CodingTest {
    private static ColumnVector column(DataType type, Object value) {
        List<InternalRow> rows = List.of(new GenericInternalRow(new Object[] {value}));
        return new RowBatches(rows.iterator(), new StructType().add("value", SparkTypes.of(type)))
                .next()
                .column(0);
    }

    private static long code(DataType type, Object value) {
        return Coding.of(type).code(column(type, value), 0);
    }

    @Test
    void doubles_keep_their_order_and_come_back_and_zero_has_one_sign() {
        double[] ascending = {
            Double.NEGATIVE_INFINITY,
            -Double.MAX_VALUE,
            -1.5,
            -Double.MIN_NORMAL,
            -Double.MIN_VALUE,
            0.0,
            Double.MIN_VALUE,
            0.1,
            1e300,
            Double.POSITIVE_INFINITY
        };
        for (int index = 0; index < ascending.length; index++) {
            long code = Coding.ofDouble(ascending[index]);
            assertThat(Coding.toDouble(code)).isEqualTo(ascending[index]);
            if (index > 0) {
                assertThat(code).isGreaterThan(Coding.ofDouble(ascending[index - 1]));
            }
        }
        assertThat(Coding.ofDouble(-0.0)).isEqualTo(Coding.ofDouble(0.0));
    }

    @Test
    void values_come_back_as_the_language_and_as_spark_hold_them() {
        assertThat(Coding.of(DataType.INT).value(code(DataType.INT, -7), null)).isEqualTo(-7);
        Coding date = Coding.of(DataType.DATE);
        assertThat(date.value(code(DataType.DATE, -1), null)).isEqualTo(LocalDate.parse("1969-12-31"));
        assertThat(date.internal(-1, null)).isEqualTo(-1);
        Coding timestamp = Coding.of(DataType.TIMESTAMP);
        assertThat(timestamp.value(code(DataType.TIMESTAMP, -1L), null))
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
        Coding decimal = Coding.of(DataType.decimal(9, 2));
        long code = code(DataType.decimal(9, 2), Decimal.apply(new BigDecimal("-12.30"), 9, 2));
        assertThat(code).isEqualTo(-1230);
        assertThat(decimal.value(code, null)).isEqualTo(new BigDecimal("-12.30"));
        assertThat(decimal.internal(code, null)).isEqualTo(Decimal.apply(new BigDecimal("-12.30"), 9, 2));
        Coding truth = Coding.of(DataType.BOOLEAN);
        assertThat(truth.value(code(DataType.BOOLEAN, true), null)).isEqualTo(true);
    }

    @Test
    void all_codes_of_a_column_are_those_of_each_value_and_none_is_read_where_it_is_missing() {
        Map<DataType, List<Object>> columns = Map.of(
                DataType.BOOLEAN,
                Arrays.asList(true, null, false),
                DataType.INT,
                Arrays.asList(Integer.MIN_VALUE, null, 7),
                DataType.DATE,
                Arrays.asList(-1, null, 20_000),
                DataType.BIGINT,
                Arrays.asList(Long.MAX_VALUE, null, -1L),
                DataType.TIMESTAMP,
                Arrays.asList(-1L, null, Long.MIN_VALUE),
                DataType.DOUBLE,
                Arrays.asList(-0.0, null, 1.5),
                DataType.decimal(9, 2),
                Arrays.asList(decimal("-12.30", 9), null, decimal("9999999.99", 9)),
                DataType.decimal(18, 2),
                Arrays.asList(decimal("-12.30", 18), null, decimal("9999999999999999.99", 18)));
        columns.forEach((type, values) -> {
            List<InternalRow> rows = values.stream()
                    .<InternalRow>map(value -> new GenericInternalRow(new Object[] {value}))
                    .toList();
            ColumnVector column = new RowBatches(rows.iterator(), new StructType().add("value", SparkTypes.of(type)))
                    .next()
                    .column(0);
            long[] codes = {-5, -5, -5};
            Coding.of(type).codes(column, new boolean[] {false, true, false}, 3, codes);
            assertThat(codes)
                    .as(type.toString())
                    .containsExactly(code(type, values.get(0)), -5, code(type, values.get(2)));
        });
        assertThat(code(DataType.decimal(18, 2), decimal("9999999999999999.99", 18)))
                .isEqualTo(999_999_999_999_999_999L);
        assertThat(code(DataType.BIGINT, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    private static Decimal decimal(String number, int precision) {
        return Decimal.apply(new BigDecimal(number), precision, 2);
    }

    @Test
    void moments_before_1970_with_parts_of_a_second_are_microseconds() {
        assertThat(Coding.ofInstant(Instant.parse("1969-12-31T23:59:59.999999Z")))
                .isEqualTo(-1);
        assertThat(Coding.ofInstant(Instant.parse("1970-01-01T00:00:01.000002Z")))
                .isEqualTo(1_000_002);
    }

    @Test
    void decimals_of_more_than_18_digits_are_interned_in_their_order_and_come_back() {
        DataType type = DataType.decimal(38, 2);
        Coding coding = Coding.of(type);
        Interns interns = new Interns();
        List<BigDecimal> ascending = Stream.of(
                        "-999999999999999999999999999999999999.99",
                        "-92233720368547758.09",
                        "-0.01",
                        "0.00",
                        "0.01",
                        "92233720368547758.08",
                        "999999999999999999999999999999999999.99")
                .map(BigDecimal::new)
                .toList();
        assertThat(coding.isInterned()).isTrue();
        long[] codes = ascending.stream()
                .mapToLong(number -> interns.of(coding.text(column(type, Decimal.apply(number, 38, 2)), 0)))
                .toArray();
        for (int left = 0; left < codes.length; left++) {
            assertThat(coding.value(codes[left], interns)).isEqualTo(ascending.get(left));
            for (int right = 0; right < codes.length; right++) {
                assertThat(Integer.signum(coding.compare(codes[left], codes[right], interns)))
                        .isEqualTo(Integer.compare(left, right));
            }
        }
    }

    @Test
    void equal_texts_have_one_number_and_are_compared_by_code_point() {
        Coding coding = Coding.of(DataType.STRING);
        UTF8String known = UTF8String.fromString("m");
        Interns interns = new Interns(new KnownTexts(List.of(known, UTF8String.fromString("b"), known)));
        // U+FFFD comes before U+1F600, though not as chars of UTF-16.
        List<String> ascending = List.of("", "a", "b", "m", "\uFFFD", "\uD83D\uDE00");
        long[] codes = ascending.stream()
                .mapToLong(text -> interns.of(UTF8String.fromString(text)))
                .toArray();
        assertThat(codes).containsExactly(2, 3, 0, 1, 4, 5);
        assertThat(interns.of(UTF8String.fromString("a"))).isEqualTo(3);
        for (int left = 0; left < codes.length; left++) {
            assertThat(coding.value(codes[left], interns)).isEqualTo(ascending.get(left));
            for (int right = 0; right < codes.length; right++) {
                assertThat(Integer.signum(coding.compare(codes[left], codes[right], interns)))
                        .isEqualTo(Integer.compare(left, right));
            }
        }
    }

    @Test
    void interned_texts_do_not_change_with_the_memory_that_they_were_read_from() {
        byte[] bytes = {'a', 'b'};
        Interns interns = new Interns();
        long number = interns.of(UTF8String.fromBytes(bytes));
        bytes[0] = 'x';
        assertThat(interns.text(number)).isEqualTo(UTF8String.fromString("ab"));
        assertThat(interns.of(UTF8String.fromBytes(bytes))).isNotEqualTo(number);
    }

    @Test
    void numbers_beyond_longs_are_clamped() {
        assertThat(Coding.clamped(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThat(Coding.clamped(BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE)))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(Coding.clamped(BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE)))
                .isEqualTo(Long.MAX_VALUE);
    }
}
