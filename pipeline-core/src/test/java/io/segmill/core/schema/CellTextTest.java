package io.segmill.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTextTest {
    private final CellText text = new CellText(ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,          0
            -0.0,       0
            1,          1
            -2.5,       -2.5
            0.1,        0.1
            2.0E-3,     0.002
            1.0E-7,     0.0000001
            1.0E7,      10000000
            2.0E23,     200000000000000000000000
            123456.789, 123456.789
            0.30000000000000004, 0.30000000000000004
            """)
    void a_double_is_the_shortest_plain_decimal(double value, String expected) {
        assertThat(text.of(DataType.DOUBLE, value)).isEqualTo(expected);
        assertThat(Double.parseDouble(expected)).isEqualTo(value + 0.0);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-06-30T12:05:00Z,         2026-06-30T14:05:00+02:00
            2026-01-31T12:05:07.25Z,      2026-01-31T13:05:07.25+01:00
            2026-10-25T00:30:00Z,         2026-10-25T02:30:00+02:00
            2026-10-25T01:30:00Z,         2026-10-25T02:30:00+01:00
            """)
    void a_timestamp_has_its_offset(Instant value, String expected) {
        assertThat(text.of(DataType.TIMESTAMP, value)).isEqualTo(expected);
    }

    @Test
    void utc_is_an_offset_too() {
        assertThat(new CellText(ZoneId.of("UTC")).of(DataType.TIMESTAMP, Instant.parse("2026-06-30T12:05:00Z")))
                .isEqualTo("2026-06-30T12:05:00+00:00");
    }

    @Test
    void other_types_read_as_they_are() {
        assertThat(text.of(DataType.decimal(12, 2), new BigDecimal("1E+2").setScale(2)))
                .isEqualTo("100.00");
        assertThat(text.of(DataType.decimal(38, 18), new BigDecimal("0E-18"))).isEqualTo("0.000000000000000000");
        assertThat(text.of(DataType.BIGINT, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(text.of(DataType.BOOLEAN, true)).isEqualTo("true");
        assertThat(text.of(DataType.DATE, LocalDate.of(2026, 6, 30))).isEqualTo("2026-06-30");
        assertThat(text.of(DataType.STRING, " a ")).isEqualTo(" a ");
    }
}
