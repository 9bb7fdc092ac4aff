package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What right conditions become. */
class ConditionsTest {
    @TempDir
    Path folder;

    private Condition bound(String condition) {
        return new Shop(folder)
                .in(Map.of("NUMBER", "5"))
                .with("segments/vip.yaml", "where: {everyone: true}\n")
                .where(condition)
                .condition();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    # as a person would say it back
                    {everyone: true}                                   | everyone
                    {member-of: vip}                                   | member of vip
                    {all: [{has: orders}, {has-no: orders.lines}]}     | all(has orders, not(has orders.lines))
                    {any: [{has: orders}]}                             | any(has orders)
                    {none: [{has: orders}]}                            | none(has orders)
                    {not: {not: {has: orders}}}                        | not(not(has orders))
                    {at-least: {count: 1, of: [{has: orders}, {member-of: vip}]}} | 1 of (has orders, member of vip)
                    {attribute: zip, is: NO}                           | zip is 'NO'
                    {attribute: zip, is-not: "01234"}                  | not(zip is '01234')
                    {attribute: zip, is: a, ignore-case: true}         | zip is 'a' ignoring case
                    {attribute: zip, is: a, ignore-case: false}        | zip is 'a'
                    {attribute: address.state, in: [TX, GA]}           | address.state in ('TX', 'GA')
                    {attribute: zip, not-in: [a], ignore-case: true}   | not(zip in ('a') ignoring case)
                    {attribute: points, less-than: 5}                  | points less-than 5
                    {attribute: points, at-most: -5}                   | points at-most -5
                    {attribute: points, more-than: 0x1F}               | points more-than 31
                    {attribute: points, at-least: 0123}                | points at-least 123
                    {attribute: balance, is: 1.50}                     | balance is 1.5
                    {attribute: balance, is: 1e3}                      | balance is 1000
                    {attribute: balance, is: 12345678901234567890123456789012345678} | balance is 12345678901234567890123456789012345678
                    {attribute: points, between: [1, 5]}               | points between 1 and 5
                    {attribute: zip, less-than: b}                     | zip less-than 'b'
                    {attribute: active, is: true}                      | active is true
                    {attribute: active, in: [FALSE]}                   | active in (false)
                    {attribute: zip, contains: a}                      | zip contains 'a'
                    {attribute: zip, starts-with: " "}                 | zip starts-with ' '
                    {attribute: zip, ends-with: a, ignore-case: true}  | zip ends-with 'a' ignoring case
                    {attribute: zip, matches: "[0-9]+"}                | zip matches '[0-9]+'
                    {attribute: zip, is-set: true}                     | zip is set
                    {attribute: zip, is-set: false}                    | not(zip is set)
                    {attribute: birthday, within: last 30 days}        | birthday within last 30 days
                    {attribute: seen_at, within: next 7 days}          | seen_at within next 7 days
                    {attribute: birthday, anniversary: 0..3 days ago}  | birthday falls in 0..3 days ago
                    {attribute: seen_at, part: hour, in: [6, 7]}       | hour of seen_at in (6, 7)
                    {attribute: birthday, part: year, is: {attribute: points}} | year of birthday is points
                    {attribute: birthday, is: 2002-01-31}              | birthday is 2002-01-31
                    {attribute: birthday, is: "2002-01-31"}            | birthday is 2002-01-31
                    {attribute: seen_at, is: 2002-01-31}               | seen_at is 2002-01-31
                    {attribute: seen_at, is: 2002-01-31 10:30}         | seen_at is 2002-01-31T09:30:00Z
                    {attribute: seen_at, is: 2002-07-31T10:30:15}      | seen_at is 2002-07-31T08:30:15Z
                    {attribute: seen_at, is: 2002-07-31T10:30:15Z}     | seen_at is 2002-07-31T10:30:15Z
                    {attribute: seen_at, is: 2002-07-31 10:30+05:30}   | seen_at is 2002-07-31T05:00:00Z
                    {attribute: seen_at, between: [2002-01-31, 2002-01-31 10:00]} | seen_at between 2002-01-31 and 2002-01-31T09:00:00Z
                    {attribute: birthday, more-than: {attribute: seen_at}} | birthday more-than seen_at
                    {attribute: balance, more-than: {sum: orders.amount}}  | balance more-than sum of orders.amount
                    {attribute: points, between: [{count: orders}, 9]} | points between count of orders and 9
                    {count: orders, at-least: 2}                       | count of orders at-least 2
                    {count: orders.lines, not-in: [3]}                 | not(count of orders.lines in (3))
                    {count: orders, within: last year, is: {count: orders, within: this year}} | count of orders in last year is count of orders in this year
                    {sum: orders.lines.product.price, at-least: 2.5}   | sum of orders.lines.product.price at-least 2.5
                    {sum: address.residents.orders.amount, is-set: true} | sum of address.residents.orders.amount is set
                    {has: orders, where: {attribute: channel, is: web}, within: all time} | has orders where channel is 'web'
                    {has: orders.lines, where: {attribute: product.category, is: {attribute: orders.channel}}} | has orders.lines where product.category is orders.channel
                    {has: orders, where: {any: [{attribute: customers.address.state, is: TX}]}} | has orders where any(customers.address.state is 'TX')
                    """)
    void a_condition_is_bound_to_columns_and_types(String condition, String said) {
        assertThat(bound(condition).match(new Said())).isEqualTo(said);
    }

    @Test
    void a_variable_takes_its_type_from_its_value() {
        assertThat(bound("attribute: points\nis: ${NUMBER}").match(new Said())).isEqualTo("points is 5");
        assertThat(bound("attribute: zip\nis: \"${NUMBER}\"").match(new Said())).isEqualTo("zip is '5'");
    }

    @Test
    void a_constant_says_its_kind_exactly() {
        Condition.Compare date = (Condition.Compare) bound("{attribute: seen_at, is: 2002-01-31}");
        assertThat(((Operand.Constant) date.right()).value()).isEqualTo(new Value.Date(LocalDate.parse("2002-01-31")));
        Condition.Compare moment = (Condition.Compare) bound("{attribute: seen_at, is: 2002-01-31 00:00}");
        assertThat(((Operand.Constant) moment.right()).value())
                .isEqualTo(new Value.Timestamp(Instant.parse("2002-01-30T23:00:00Z")));
    }

    @Test
    void two_hundred_levels_of_conditions_are_checked() {
        String nested =
                "{not: ".repeat(200) + "{all: [".repeat(100) + "{has: orders}" + "]}".repeat(100) + "}".repeat(200);
        assertThat(bound(nested)).isInstanceOf(Condition.Not.class);
    }

    @Test
    void an_alias_stands_for_the_condition_that_it_repeats() {
        Condition condition = bound("""
                any:
                  - {has: orders, where: &web {attribute: channel, is: web}}
                  - {has: orders, within: last year, where: *web}
                """);
        assertThat(condition.match(new Said()))
                .isEqualTo("any(has orders where channel is 'web', has orders where channel is 'web' in last year)");
    }
}
