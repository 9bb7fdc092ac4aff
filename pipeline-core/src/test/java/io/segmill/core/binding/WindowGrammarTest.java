package io.segmill.core.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.DateRange;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowGrammarTest {
    private static final LocalDate AS_OF = LocalDate.parse("2002-07-31");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    # as of Wednesday 2002-07-31    | first day  | last day
                    last 1 days                     | 2002-07-31 | 2002-07-31
                    last 1 day                      | 2002-07-31 | 2002-07-31
                    last 30 days                    | 2002-07-02 | 2002-07-31
                    last  2   weeks                 | 2002-07-18 | 2002-07-31
                    last 1 month                    | 2002-07-01 | 2002-07-31
                    last 5 months                   | 2002-03-01 | 2002-07-31
                    last 1 years                    | 2001-08-01 | 2002-07-31
                    next 7 days                     | 2002-08-01 | 2002-08-07
                    next 1 year                     | 2002-08-01 | 2003-07-31
                    today                           | 2002-07-31 | 2002-07-31
                    yesterday                       | 2002-07-30 | 2002-07-30
                    tomorrow                        | 2002-08-01 | 2002-08-01
                    this week                       | 2002-07-29 | 2002-08-04
                    last week                       | 2002-07-22 | 2002-07-28
                    this month                      | 2002-07-01 | 2002-07-31
                    last month                      | 2002-06-01 | 2002-06-30
                    this quarter                    | 2002-07-01 | 2002-09-30
                    last quarter                    | 2002-04-01 | 2002-06-30
                    this year                       | 2002-01-01 | 2002-12-31
                    last year                       | 2001-01-01 | 2001-12-31
                    more than 18 years ago          | -          | 1984-07-30
                    at least 18 years ago           | -          | 1984-07-31
                    more than 1 day ago             | -          | 2002-07-29
                    0..0 days ago                   | 2002-07-31 | 2002-07-31
                    30..60 days ago                 | 2002-06-01 | 2002-07-01
                    0..1 weeks ago                  | 2002-07-18 | 2002-07-31
                    1..2 months ago                 | 2002-05-01 | 2002-06-30
                    2002-01-01..2002-12-31          | 2002-01-01 | 2002-12-31
                    2002-01-01 .. 2002-01-01        | 2002-01-01 | 2002-01-01
                    before 2002-01-01               | -          | 2001-12-31
                    since 2002-01-01                | 2002-01-01 | -
                    all time                        | -          | -
                    """)
    void a_window_has_its_first_and_last_day(String written, LocalDate from, LocalDate to) {
        assertThat(WindowGrammar.read(written))
                .isInstanceOfSatisfying(WindowGrammar.Reading.Read.class, read -> assertThat(
                                read.window().on(AS_OF))
                        .isEqualTo(new DateRange(Optional.ofNullable(from), Optional.ofNullable(to))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    last 30 dayz             | did you mean 'last 30 days'?
                    Last 30 Days             | did you mean 'last 30 days'?
                    lst 2 month              | did you mean 'last 2 months'?
                    last 2 quarters          | did you mean 'last 6 months'?
                    last 30                  | -
                    30 days                  | did you mean 'last 30 days'?
                    30                       | did you mean 'last 30 days'?
                    3 days ago               | did you mean '3..3 days ago'?
                    30..60 day ago           | ok
                    this monht               | did you mean 'this month'?
                    next week                | did you mean 'next 1 weeks'?
                    todya                    | did you mean 'today'?
                    more then 2 years ago    | did you mean 'more than 2 years ago'?
                    last 1.5 days            | -
                    last -1 days             | -
                    all times                | did you mean 'all time'?
                    sometime                 | -
                    """)
    void a_slip_is_told_with_the_window_meant(String written, String fix) {
        WindowGrammar.Reading reading = WindowGrammar.read(written);
        if (fix.equals("ok")) {
            assertThat(reading).isInstanceOf(WindowGrammar.Reading.Read.class);
            return;
        }
        assertThat(reading)
                .isEqualTo(new WindowGrammar.Reading.Unread(
                        "is not a window", fix.equals("-") ? WindowGrammar.FORMS : fix));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    last 0 days             | counts too few or too many days     | write a number from 1 to 700000
                    last 700001 days        | counts too few or too many days     | write a number from 1 to 700000
                    last 99999999999 weeks  | counts too few or too many weeks    | write a number from 1 to 100000
                    next 24001 months       | counts too few or too many months   | write a number from 1 to 24000
                    more than 0 years ago   | counts too few or too many years    | write a number from 1 to 2000
                    0..2001 years ago       | counts too few or too many years    | write a number from 0 to 2000
                    60..30 days ago         | has its ends the wrong way round    | write 30..60 days ago
                    2002-02-01..2002-01-31  | has its ends the wrong way round    | write 2002-01-31..2002-02-01
                    """)
    void a_number_out_of_range_and_reversed_ends_are_told(String written, String why, String fix) {
        assertThat(WindowGrammar.read(written)).isEqualTo(new WindowGrammar.Reading.Unread(why, fix));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    since 2002-02-30         | put day and month right: yyyy-MM-dd
                    before yesterday         | write a date as yyyy-MM-dd, such as 2002-01-31
                    2002-01-01..2002-13-01   | put day and month right: yyyy-MM-dd
                    1.1.2002..31.12.2002     | write a date as yyyy-MM-dd, such as 2002-01-31
                    """)
    void a_window_with_a_date_that_is_none_is_told(String written, String fix) {
        assertThat(WindowGrammar.read(written)).isEqualTo(new WindowGrammar.Reading.BadDate(fix));
    }
}
