package io.segmill.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.Shop;
import io.segmill.core.project.Selection;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How definitions read to people. */
class WordsTest {
    private static final Words WORDS = new Words(ZoneId.of("Europe/Berlin"), LocalDate.parse("2026-06-30"));

    @TempDir
    Path folder;

    private Shop shop() {
        return new Shop(folder)
                .with("segments/vip.yaml", "where: {everyone: true}\n")
                .with("vips.csv", "customer_id\n1\n");
    }

    private List<String> selection(String yaml) {
        Selection selection = shop().with("segments/s.yaml", yaml)
                .project()
                .segment("s")
                .orElseThrow()
                .selection();
        return WORDS.of(selection).stream()
                .flatMap(statement -> statement.lines().stream())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {everyone: true}                                   | takes every customer
                    {not: {everyone: true}}                            | takes no customer
                    {member-of: vip}                                   | is a member of vip
                    {not: {member-of: vip}}                            | is not a member of vip
                    {not: {not: {member-of: vip}}}                     | is a member of vip
                    {all: [{has: orders}, {any: [{member-of: vip}, {attribute: active, is: true}]}]} | has orders and (is a member of vip or active is true)
                    {none: [{has: orders}, {member-of: vip}]}          | has no orders and is not a member of vip
                    {not: {all: [{has: orders}, {member-of: vip}]}}    | has no orders or is not a member of vip
                    {not: {none: [{has: orders}, {member-of: vip}]}}   | has orders or is a member of vip
                    {at-least: {count: 1, of: [{has: orders}, {member-of: vip}]}} | at least 1 of (has orders; is a member of vip)
                    {not: {at-least: {count: 2, of: [{has: orders}, {member-of: vip}]}}} | at least 1 of (has no orders; is not a member of vip)
                    {attribute: zip, is: NO}                           | zip is NO
                    {attribute: zip, is: "a b"}                        | zip is "a b"
                    {attribute: zip, is: 'say "a"'}                    | zip is 'say "a"'
                    {attribute: zip, is-not: "01234"}                  | zip is not 01234
                    {attribute: zip, is: a, ignore-case: true}         | zip is a (capital and small letters alike)
                    {attribute: address.state, in: [TX, GA]}           | address.state is one of TX, GA
                    {attribute: zip, not-in: [a, "b c"]}               | zip is none of "a", "b c"
                    {attribute: zip, not-in: [a]}                      | zip is not a
                    {attribute: zip, less-than: b}                     | zip is before b in the order of texts
                    {attribute: zip, at-least: b}                      | zip is at or after b in the order of texts
                    {attribute: zip, is: {attribute: address.state}}   | zip is the same as address.state
                    {attribute: points, less-than: 5}                  | points is less than 5
                    {attribute: points, at-most: -5}                   | points is at most -5
                    {attribute: balance, more-than: 1.50}              | balance is more than 1.5
                    {attribute: balance, at-least: 1e3}                | balance is at least 1000
                    {not: {attribute: points, at-least: 5}}            | points is not at least 5
                    {attribute: points, between: [1, 5]}               | points is from 1 to 5
                    {attribute: zip, between: [a, b]}                  | zip is from a to b in the order of texts
                    {attribute: points, between: [{count: orders}, 9]} | points is from the number of orders to 9
                    {attribute: birthday, is: 2002-01-31}              | birthday is 2002-01-31
                    {attribute: birthday, less-than: 2002-01-31}       | birthday is before 2002-01-31
                    {attribute: seen_at, at-most: 2002-01-31}          | seen_at is on or before 2002-01-31
                    {attribute: seen_at, at-most: 2002-01-31 10:30}    | seen_at is at or before 2002-01-31 10:30
                    {attribute: seen_at, more-than: 2002-01-31 10:30:15} | seen_at is after 2002-01-31 10:30:15
                    {attribute: birthday, at-least: 2002-01-31}        | birthday is on or after 2002-01-31
                    {attribute: birthday, more-than: {attribute: seen_at, plus: -1 years}} | birthday is after seen_at minus 1 year
                    {attribute: seen_at, at-least: {attribute: birthday, plus: 30 days}} | seen_at is on or after birthday plus 30 days
                    {attribute: points, more-than: {attribute: balance, times: 1.2, plus: -5}} | points is more than 1.2 times balance minus 5
                    {attribute: zip, contains: a}                      | zip contains "a"
                    {not: {attribute: zip, contains: a}}               | zip does not contain "a"
                    {attribute: zip, starts-with: " "}                 | zip starts with " "
                    {attribute: zip, ends-with: a, ignore-case: true}  | zip ends with "a" (capital and small letters alike)
                    {attribute: zip, matches: "[0-9]+"}                | zip matches the pattern "[0-9]+"
                    {attribute: zip, is-set: true}                     | zip has a value
                    {attribute: zip, is-set: false}                    | zip has no value
                    {attribute: seen_at, part: weekday, in: [6, 7]}    | the weekday (1 is Monday) of seen_at is one of 6, 7
                    {attribute: birthday, part: year, is: 1990}        | the year of birthday is 1990
                    {attribute: birthday, anniversary: next 7 days}    | the anniversary of birthday is in the next 7 days (2026-07-01 to 2026-07-07)
                    {has: orders}                                      | has orders
                    {has-no: orders.lines, within: today}              | has no orders.lines today (2026-06-30)
                    {has: orders, where: {attribute: channel, is: web}, within: last 90 days} | has orders in the last 90 days (2026-04-02 to 2026-06-30), where channel is web
                    {count: orders, at-least: 2}                       | the number of orders is at least 2
                    {count-distinct: orders.channel, more-than: 1}     | the number of different values of orders.channel is more than 1
                    {sum: orders.amount, within: 2002-01-01..2002-12-31, at-least: 500} | the sum of orders.amount from 2002-01-01 to 2002-12-31 is at least 500
                    {sum: orders.amount, where: {attribute: channel, is: web}, at-least: 500} | the sum of orders.amount, where channel is web, is at least 500
                    {average: orders.amount, less-than: 5}             | the average of orders.amount is less than 5
                    {min: orders.amount, less-than: 5}                 | the least orders.amount is less than 5
                    {max: orders.ordered_on, less-than: 2026-01-01}    | the greatest orders.ordered_on is before 2026-01-01
                    {latest: orders.channel, is: web}                  | orders.channel of the most recent row is web
                    {earliest: orders.lines.product.category, is: tea} | orders.lines.product.category of the oldest row is tea
                    {most-frequent: orders.channel, is-set: true}      | the most frequent orders.channel has a value
                    {days-since: orders, more-than: 30}                | the number of days since the most recent of orders is more than 30
                    {sum: orders.amount, within: this year, more-than: {sum: orders.amount, within: last year, times: 1.2}} | the sum of orders.amount in this year (2026-01-01 to 2026-12-31) is more than 1.2 times the sum of orders.amount in the previous year (2025-01-01 to 2025-12-31)
                    """)
    void a_condition_is_a_sentence(String condition, String words) {
        assertThat(WORDS.sentence(shop().where(condition).condition())).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    all time                | at any time
                    last 1 days             | in the last 1 day (2026-06-30)
                    last 2 weeks            | in the last 2 weeks (2026-06-17 to 2026-06-30)
                    next 1 months           | in the next 1 month (2026-07-01 to 2026-07-30)
                    today                   | today (2026-06-30)
                    yesterday               | yesterday (2026-06-29)
                    tomorrow                | tomorrow (2026-07-01)
                    this week               | in this week (2026-06-29 to 2026-07-05)
                    last month              | in the previous month (2026-05-01 to 2026-05-31)
                    more than 18 years ago  | more than 18 years ago (up to 2008-06-29)
                    at least 18 years ago   | at least 18 years ago (up to 2008-06-30)
                    30..60 days ago         | 30 to 60 days ago (2026-05-01 to 2026-05-31)
                    3..3 days ago           | 3 days ago (2026-06-27)
                    2002-01-01..2002-12-31  | from 2002-01-01 to 2002-12-31
                    2002-01-01..2002-01-01  | on 2002-01-01
                    before 2002-01-01       | before 2002-01-01
                    since 2002-01-01        | on or after 2002-01-01
                    """)
    void a_window_says_its_days(String window, String words) {
        assertThat(WORDS.sentence(shop().where("{attribute: birthday, within: " + window + "}")
                        .condition()))
                .isEqualTo("birthday is " + words);
    }

    @Test
    void groups_stand_above_their_parts() {
        assertThat(selection("""
                where:
                  all:
                    - {attribute: address.state, in: [TX, GA]}
                    - any:
                        - {has: orders}
                        - none: [{member-of: vip}, {attribute: zip, is-set: true}]
                    - at-least: {count: 2, of: [{attribute: active, is: true}, {has: orders}]}
                """))
                .containsExactly(
                        "customers for whom all of these hold:",
                        "  - address.state is one of TX, GA",
                        "  - at least one of these:",
                        "      - has orders",
                        "      - all of these:",
                        "          - is not a member of vip",
                        "          - zip has no value",
                        "  - at least 2 of these:",
                        "      - active is true",
                        "      - has orders");
        assertThat(selection("where: {has: orders}\n"))
                .containsExactly("customers for whom this holds:", "  - has orders");
        assertThat(selection("where: {any: [{has: orders}, {member-of: vip}]}\n"))
                .startsWith("customers for whom at least one of these holds:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {top: 100, by: {sum: orders.amount}}                        | the 100 with the highest sum of orders.amount
                    {top: 1, by: {attribute: points}}                           | the one with the highest points
                    {bottom: 10, by: {attribute: birthday}}                     | the 10 with the oldest birthday
                    {top: 10, by: {attribute: seen_at}}                         | the 10 with the most recent seen_at
                    {top-percent: 2.5, by: {attribute: points}}                 | the 2.5 percent with the highest points
                    {bottom-percent: 10, by: {count: orders, within: today}}    | the 10 percent with the lowest number of orders today (2026-06-30)
                    {top: 5, by: {attribute: zip}}                              | the 5 with the last zip in the order of texts
                    {top: 5, by: {max: orders.amount}, per: address.state}      | the 5 with the highest value of the greatest orders.amount, in each address.state
                    """)
    void a_limit_says_whom_it_keeps(String limit, String words) {
        assertThat(selection("where: {everyone: true}\nlimit: " + limit + "\n"))
                .containsExactly("all customers", "of these, " + words);
    }

    @Test
    void lists_and_expansions_are_said_too() {
        assertThat(selection("type: static\nmembers: vips.csv\n"))
                .containsExactly("customers whom the file " + folder.resolve("vips.csv") + " names by customer_id");
        assertThat(selection("type: expansion\nsimilar-to: vip\nsize: 100\nwhere: {has: orders}\n"))
                .containsExactly(
                        "customers outside vip who are most like its members: at most 100, with a similarity of at least"
                                + " 0.55, compared by all their attributes but keys and personal ones",
                        "chosen among customers for whom this holds:",
                        "  - has orders");
        assertThat(
                        selection(
                                "type: expansion\nsimilar-to: vip\nsize-percent: 5\nmin-similarity: 0.7\nusing: [points, zip]\n"))
                .containsExactly(
                        "customers outside vip who are most like its members: at most as many as 5 percent of its members,"
                                + " with a similarity of at least 0.7, compared by points, zip");
    }
}
