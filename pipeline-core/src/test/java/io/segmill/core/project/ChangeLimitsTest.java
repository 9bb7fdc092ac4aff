package io.segmill.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeLimitsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # story                              | percent | members | before | entered | left | told
              beyond both                        | 50      | 100     | 200    | 101     | 0    | 200 to 301 (+101, 50.5 %), which is more than 100 members and 50 %
              not beyond the members             | 50      | 100     | 190    | 100     | 0    | -
              beyond the members, on the percent | 50      | 100     | 202    | 101     | 0    | -
              a hair beyond the percent          | 50      | 100     | 100000 | 50001   | 0    | 100,000 to 150,001 (+50,001, 50.1 %), which is more than 100 members and 50 %
              fewer                              | 50      | 100     | 1000   | 20      | 720  | 1,000 to 300 (-700, 70 %), which is more than 100 members and 50 %
              everybody left                     | 50      | 100     | 1000   | 0       | 1000 | 1,000 to 0 (-1,000, 100 %), which is more than 100 members and 50 %
              as many came as went               | 0       | 0       | 1000   | 1000    | 1000 | -
              from nobody                        | 50      | 100     | 0      | 5000    | 0    | -
              nobody before and after            | 0       | 0       | 0      | 0       | 0    | -
              limits of nothing: any change      | 0       | 0       | 3      | 1       | 0    | 3 to 4 (+1, 33.4 %), which is more than 0 members and 0 %
              percent alone                      | 12.5    | -       | 8      | 2       | 0    | 8 to 10 (+2, 25 %), which is more than 12.5 %
              percent alone, on it               | 12.5    | -       | 8      | 1       | 0    | -
              members alone                      | -       | 100     | 100000 | 101     | 0    | 100,000 to 100,101 (+101, 0.2 %), which is more than 100 members
              off                                | -       | -       | 1      | 999     | 0    | -
            """)
    void a_change_beyond_both_limits_is_told(
            String story, BigDecimal percent, Integer members, long before, long entered, long left, String told) {
        Settings.ChangeLimits limits =
                new Settings.ChangeLimits(Optional.ofNullable(percent), Optional.ofNullable(members));
        assertThat(limits.alert(before + entered - left, entered, left))
                .as(story)
                .isEqualTo(Optional.ofNullable(told).map(change -> "its members changed from " + change));
    }
}
