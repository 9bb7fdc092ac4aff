package io.segmill.jobs.reading.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # type          | text                      | value, missing or bad
            boolean         | true                      | true
            boolean         | F                         | false
            boolean         | Yes                       | true
            boolean         | n                         | false
            boolean         | 1                         | true
            boolean         | 0                         | false
            boolean         | ' Y '                     | true
            boolean         | wahr                      | bad
            boolean         | 2                         | bad
            int             | 42                        | 42
            int             | ' -7 '                    | -7
            int             | +7                        | 7
            int             | 007                       | 7
            int             | 2147483647                | 2147483647
            int             | 2147483648                | bad
            int             | 5.0                       | bad
            int             | 1e3                       | bad
            int             | '1,000'                   | bad
            int             | ٣                         | bad
            int             | '   '                     | missing
            bigint          | 9223372036854775807       | 9223372036854775807
            bigint          | 9223372036854775808       | bad
            double          | 0.1                       | 0.1
            double          | 1e3                       | 1000.0
            double          | .5                        | 0.5
            double          | NaN                       | missing
            double          | Infinity                  | bad
            double          | -inf                      | bad
            double          | 1e999                     | bad
            double          | 0x10                      | bad
            double          | 1d                        | bad
            decimal(12,2)   | 1.5                       | 1.50
            decimal(12,2)   | -0.05                     | -0.05
            decimal(12,2)   | '1,5'                     | bad
            decimal(12,2)   | 1.505                     | bad
            decimal(12,2)   | 1.500                     | bad
            decimal(12,2)   | 1e3                       | 1000.00
            decimal(12,2)   | 15e-1                     | 1.50
            decimal(12,2)   | 15e-3                     | bad
            decimal(12,2)   | 9999999999.99             | 9999999999.99
            decimal(12,2)   | 10000000000               | bad
            decimal(12,2)   | 1e999999                  | bad
            decimal(12,2)   | 0e999999                  | 0.00
            decimal(12,2)   | NaN                       | bad
            decimal(3,1)    | 1.50                      | bad
            decimal(38,0)   | 99999999999999999999999999999999999999 | 99999999999999999999999999999999999999
            string          | ' as it is '              | ' as it is '
            date            | 2024-02-29                | 2024-02-29
            date            | 2023-02-29                | bad
            date            | 2023-02-30                | bad
            date            | 2024-2-9                  | bad
            date            | 29.02.2024                | bad
            date            | 2024-02-29T00:00          | bad
            date            | 0000-01-01                | bad
            date            | +10000-01-01              | bad
            date            | 9999-12-31                | 9999-12-31
            timestamp       | 2024-07-01 10:00:00       | 2024-07-01T08:00:00Z
            timestamp       | 2024-01-01T10:00          | 2024-01-01T09:00:00Z
            timestamp       | 2024-07-01T10:00:00Z      | 2024-07-01T10:00:00Z
            timestamp       | 2024-07-01T10:00:00+05:30 | 2024-07-01T04:30:00Z
            timestamp       | 2024-07-01T10:00:00-05    | 2024-07-01T15:00:00Z
            timestamp       | 2024-07-01                | 2024-06-30T22:00:00Z
            timestamp       | 2024-07-01 10:00:00.123456    | 2024-07-01T08:00:00.123456Z
            timestamp       | 2024-07-01 10:00:00.123456000 | 2024-07-01T08:00:00.123456Z
            timestamp       | 2024-07-01 10:00:00.123456789 | bad
            timestamp       | 2024-03-31 02:30:00       | 2024-03-31T01:30:00Z
            timestamp       | 2024-10-27 02:30:00       | 2024-10-27T00:30:00Z
            timestamp       | 2024-07-01 24:00          | bad
            timestamp       | 2024-07-01 10             | bad
            timestamp       | 2024-07-01Z               | bad
            timestamp       | 10000-01-01T00:00         | bad
            """)
    void a_text_fits_its_type_or_not(String type, String text, String expected) {
        Column column = Column.of("x", DataType.named(type).orElseThrow());
        assertThat(told(column, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # type  | format                    | text                           | value
            date      | dd.MM.yyyy              | 29.02.2024                     | 2024-02-29
            date      | dd.MM.yyyy              | 30.02.2024                     | bad
            date      | dd.MM.yyyy              | 1.2.2024                       | bad
            date      | yyyyMMdd                | 20240229                       | 2024-02-29
            date      | d MMM yyyy              | 5 Jan 2024                     | 2024-01-05
            date      | yyyy-MM-dd HH:mm        | 2024-02-29 23:59               | 2024-02-29
            date      | HH:mm                   | 10:00                          | bad
            date      | 'yyyy G'                | '2024 AD'                      | bad
            timestamp | yyyy-MM-dd HH:mm:ss     | 2024-07-01 10:00:00            | 2024-07-01T08:00:00Z
            timestamp | yyyy-MM-dd HH:mm        | 2024-07-01 10:00               | 2024-07-01T08:00:00Z
            timestamp | yyyy-MM-dd HH:mm:ss     | 2024-07-01T10:00:00            | bad
            timestamp | dd/MM/yyyy hh:mm a      | 01/07/2024 03:00 PM            | 2024-07-01T13:00:00Z
            timestamp | dd.MM.yyyy              | 01.07.2024                     | 2024-06-30T22:00:00Z
            timestamp | yyyy-MM-dd'T'HH:mm:ssXXX | 2024-07-01T10:00:00+00:00     | 2024-07-01T10:00:00Z
            timestamp | yyyy-MM-dd HH:mm:ss VV  | 2024-07-01 10:00:00 Asia/Tokyo | 2024-07-01T01:00:00Z
            """)
    void a_format_is_strict(String type, String format, String text, String expected) {
        Column column = new Column("x", "x", DataType.named(type).orElseThrow(), Optional.of(format), false, false);
        assertThat(told(column, text)).isEqualTo(expected);
    }

    @Test
    void a_reason_names_column_type_and_value() {
        assertThat(reading(DataType.decimal(12, 2), Optional.empty(), false).unfit("1,5"))
                .isEqualTo("column 'x': '1,5' is not a decimal(12,2)");
        assertThat(reading(DataType.INT, Optional.empty(), false).unfit("a\nb"))
                .isEqualTo("column 'x': 'a\\u000ab' is not an int");
        assertThat(reading(DataType.DATE, Optional.of("dd.MM.yyyy"), false).unfit("9".repeat(80)))
                .isEqualTo("column 'x': '" + "9".repeat(60) + "…' is not a date in the format 'dd.MM.yyyy'");
    }

    @Test
    void a_reason_hides_a_personal_value() {
        assertThat(reading(DataType.DATE, Optional.empty(), true).unfit("1970"))
                .isEqualTo("column 'x': not a date (value hidden: pii)");
    }

    private static ColumnReading reading(DataType type, Optional<String> format, boolean pii) {
        Column column = new Column("x", "x", type, format, false, pii);
        return new ColumnReading(
                "x",
                "x",
                Conversion.of(column, BERLIN),
                "",
                pii ? ColumnReading.Privacy.PERSONAL : ColumnReading.Privacy.OPEN);
    }

    private static String told(Column column, String text) {
        Converted converted = Conversion.of(column, BERLIN).convert(text);
        if (!converted.fits()) {
            return "bad";
        }
        return converted.value() == null ? "missing" : converted.value().toString();
    }
}
