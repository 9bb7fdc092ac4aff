package io.segmill.jobs.pass.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.project.Limit.Rank;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderedBytesTest {
    static Stream<Arguments> ascending() {
        return Stream.of(
                Arguments.of(DataType.INT, List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE)),
                Arguments.of(DataType.BIGINT, List.of(Long.MIN_VALUE, -1L, 0L, 255L, 256L, Long.MAX_VALUE)),
                Arguments.of(DataType.DOUBLE, List.of(-Double.MAX_VALUE, -1.5, 0.0, Double.MIN_VALUE, 1e300)),
                Arguments.of(DataType.BOOLEAN, List.of(false, true)),
                Arguments.of(
                        DataType.decimal(38, 2),
                        Stream.of("-999999999999999999999999999999999999.99", "-2.5", "-0.01", "0", "1.1", "1.11")
                                .map(BigDecimal::new)
                                .toList()),
                Arguments.of(
                        DataType.STRING,
                        List.of("", "\0", "0", "A", "AA", "AB", "a", "\u00e9", "\uFFFD", "\uD83D\uDE00")),
                Arguments.of(
                        DataType.DATE,
                        Stream.of("0001-01-01", "1969-12-31", "1970-01-01", "9999-12-31")
                                .map(LocalDate::parse)
                                .toList()),
                Arguments.of(
                        DataType.TIMESTAMP,
                        Stream.of("1890-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "2026-06-30T00:00:00Z")
                                .map(Instant::parse)
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("ascending")
    void lesser_bytes_are_better_ranked(DataType type, List<Object> ascending) {
        for (int left = 0; left < ascending.size(); left++) {
            for (int right = 0; right < ascending.size(); right++) {
                Object one = ascending.get(left);
                Object two = ascending.get(right);
                assertThat(order(one, two, type, Rank.BOTTOM))
                        .as("bottom: " + one + ", " + two)
                        .isEqualTo(Integer.compare(left, right));
                assertThat(order(one, two, type, Rank.TOP))
                        .as("top: " + one + ", " + two)
                        .isEqualTo(Integer.compare(right, left));
            }
        }
    }

    private static int order(Object one, Object two, DataType type, Rank rank) {
        return Integer.signum(
                Arrays.compareUnsigned(OrderedBytes.of(one, type, rank), OrderedBytes.of(two, type, rank)));
    }

    @ParameterizedTest
    @MethodSource("ascending")
    void values_are_equal_just_where_their_bytes_are(DataType type, List<Object> different) {
        for (int left = 0; left < different.size(); left++) {
            for (int right = 0; right < different.size(); right++) {
                assertThat(Arrays.equals(
                                OrderedBytes.of(different.get(left), type),
                                OrderedBytes.of(different.get(right), type)))
                        .isEqualTo(left == right);
            }
        }
    }
}
