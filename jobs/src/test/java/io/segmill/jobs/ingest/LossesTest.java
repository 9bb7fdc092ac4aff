package io.segmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            # rows before | after | told
              0           | 0     | -
              0           | 5     | -
              1           | 0     | the source is empty: the table has 0 rows, after 1 at the last load
              5000        | 0     | the source is empty: the table has 0 rows, after 5000 at the last load
              5000        | 2500  | -
              5000        | 2499  | the source is much smaller: the table has 2499 rows, after 5000 at the last load
              101         | 1     | the source is much smaller: the table has 1 row, after 101 at the last load
            # only 99 fewer
              100         | 1     | -
              5000        | 9000  | -
            """)
    void a_table_that_is_empty_or_less_than_half_is_told(long before, long after, String told) {
        assertThat(Losses.ofRows(before, after).orElse(null)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            # rows loaded | before | filled | told?
              100         | 1000   | 100    | yes
              99          | 1000   | 1000   | no
            # a column that is seldom filled
              100         | 1000   | 99     | no
              100         | 0      | 0      | no
            """)
    void a_column_that_lost_its_values_is_told(long rows, long before, long filled, String told) {
        assertThat(Losses.ofValues("email", rows, before, filled).orElse("no"))
                .isEqualTo(
                        told.equals("no")
                                ? "no"
                                : "column 'email' has no value in any of the 100 rows, although 100 of the table's"
                                        + " 1000 rows had one");
    }
}
