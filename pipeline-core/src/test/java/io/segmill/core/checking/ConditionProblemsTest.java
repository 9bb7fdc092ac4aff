package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of conditions, word for word. The condition stands in line 2, indented by two. */
class ConditionProblemsTest {
    @TempDir
    Path folder;

    private void told(String condition, String problem, String fix) {
        Shop shop = new Shop(folder).in(Map.of("ENV", "secret")).where(condition);
        assertThat(shop.told()).containsExactly("segments/s.yaml:" + problem + "\n  fix: " + fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {attribute: zip, is: "1", is-not: "2"} | 2:29: 'attribute' takes one operator, found 2: 'is', 'is-not' [AMBIGUOUS_CONDITION] | make each a condition of its own in a list under 'all:', or use between: [low, high]
                    {attribute: zip, count: orders, is: 1} | 2:20: a condition has one head, this one has 2: 'attribute', 'count' [AMBIGUOUS_CONDITION] | make each an item of its own in a list under 'all:' (or 'any:')
                    {is: 5} | 2:3: a condition without a head: it only says 'is' [AMBIGUOUS_CONDITION] | say what is asked about: all, any, at-least, attribute, average, count, count-distinct, days-since, earliest, everyone, has, has-no, latest, max, member-of, min, most-frequent, none, not, sum
                    {} | 2:3: an empty condition [AMBIGUOUS_CONDITION] | say what is asked about: all, any, at-least, attribute, average, count, count-distinct, days-since, earliest, everyone, has, has-no, latest, max, member-of, min, most-frequent, none, not, sum
                    - {attribute: zip, is: "1"} | 2:3: a condition is due here, found a list [WRONG_SHAPE] | say how its items count: put the list under 'all:' (or 'any:')
                    hello | 2:3: a condition is due here, found 'hello' [WRONG_SHAPE] | write a mapping, such as {attribute: PATH, is: VALUE} or {everyone: true}
                    all: [] | 2:8: the list 'all' is empty [EMPTY_LIST] | add an item, or delete the key
                    all: {attribute: zip, is: "1"} | 2:8: 'all' is a list, found a mapping [WRONG_SHAPE] | write all: […]
                    at-least: {count: 3, of: [{attribute: zip, is: "1"}, {attribute: zip, is: "2"}]} | 2:21: 'count' is a whole number from 1 to 2, found '3' [BAD_VALUE] | write such a number, without quotes
                    at-least: 2 | 2:13: 'at-least' without a head is a mapping of count and of, found '2' [AMBIGUOUS_CONDITION] | write at-least: {count: 2, of: [CONDITION, CONDITION, …]}, or put it beside 'attribute' or an aggregate
                    {everyone: false} | 2:14: 'everyone' is true or not there, found 'false' [BAD_VALUE] | write everyone: true, or not: {everyone: true} for nobody
                    {everyone: true, all: [{everyone: true}]} | 2:20: a condition has one head, this one has 2: 'everyone', 'all' [AMBIGUOUS_CONDITION] | make each an item of its own in a list under 'all:' (or 'any:')
                    {attribute: zip, in: []} | 2:24: the list 'in' is empty [EMPTY_LIST] | add a value; for nobody write not: {everyone: true}
                    {attribute: zip, in: TX} | 2:24: 'in' takes a list, found 'TX' [WRONG_SHAPE] | write in: [a, b], or is for a single value
                    {attribute: zip, is: [TX]} | 2:24: 'is' takes one value, found a list [WRONG_SHAPE] | for one of several write in: […]
                    {attribute: points, between: [5]} | 2:32: 'between' takes a list of two ends, found a list of 1 [WRONG_SHAPE] | write between: [low, high]
                    {attribute: points, between: 5} | 2:32: 'between' takes a list of two ends, found '5' [WRONG_SHAPE] | write between: [low, high]
                    {attribute: zip, matches: [A-Z]+} | 2:3: a mapping begins here with '{' and does not end well [NOT_YAML] | look for a missing ',' or '}' near line 2, column 34; quote texts that hold , [ ] { or }
                    {attribute: points, more-than: {has: orders}} | 2:34: 'more-than' takes a constant, an attribute or an aggregate that has a value, found a mapping of 'has' [AMBIGUOUS_CONDITION] | write a constant, {attribute: PATH} or an aggregate such as {sum: PATH}
                    {attribute: zip, is: 1, ignore-case: true, within: [x]} | 2:46: 'attribute' takes one operator, found 2: 'is', 'within' [AMBIGUOUS_CONDITION] | make each a condition of its own in a list under 'all:', or use between: [low, high]
                    """)
    void a_condition_of_a_wrong_shape_says_which_is_right(String condition, String problem, String fix) {
        told(condition, problem, fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {atribute: zip, is: "1"} | 2:4: unknown key 'atribute' in a condition [UNKNOWN_KEY] | did you mean 'attribute'?
                    {attribute: zip, equals: "1"} | 2:20: unknown operator 'equals' beside 'attribute' [UNKNOWN_OPERATOR] | did you mean 'is'?
                    {attribute: zip, one-of: ["1"]} | 2:20: unknown operator 'one-of' beside 'attribute' [UNKNOWN_OPERATOR] | did you mean 'in'?
                    {attribute: zip, none-of: ["1"]} | 2:20: unknown operator 'none-of' beside 'attribute' [UNKNOWN_OPERATOR] | did you mean 'not-in'?
                    {count: orders, during: last 14 days, at-least: 2} | 2:19: unknown key 'during' in an aggregate condition [UNKNOWN_KEY] | did you mean 'within'?
                    {attribute: zip, fooble: "1"} | 2:20: unknown operator 'fooble' beside 'attribute' [UNKNOWN_OPERATOR] | one of: anniversary, at-least, at-most, between, contains, ends-with, in, is, is-not, is-set, less-than, matches, more-than, not-in, starts-with, within
                    {attribute: zip, is: "1", foo: 2} | 2:29: unknown key 'foo' in an attribute condition [UNKNOWN_KEY] | one of: anniversary, at-least, at-most, attribute, between, contains, ends-with, ignore-case, in, is, is-not, is-set, less-than, matches, more-than, not-in, part, starts-with, within
                    {attribute: zip} | 2:4: 'attribute' needs an operator [MISSING_KEY] | add one, such as is: VALUE; there are anniversary, at-least, at-most, between, contains, ends-with, in, is, is-not, is-set, less-than, matches, more-than, not-in, starts-with, within
                    at-least: {count: 2} | 2:13: at-least needs the key 'of' [MISSING_KEY] | write at-least: {count: 2, of: [CONDITION, CONDITION, …]}
                    {has: orders, at-least: 1} | 2:17: 'has' takes no operator, found 'at-least' [UNKNOWN_OPERATOR] | count the rows instead: {count: PATH, at-least: …}
                    {count: orders} | 2:4: 'count' needs an operator [MISSING_KEY] | add one, such as at-least: 1 (or write has: PATH); there are at-least, at-most, between, in, is, is-not, is-set, less-than, more-than, not-in
                    {count: orders, foo: 1} | 2:19: unknown operator 'foo' beside 'count' [UNKNOWN_OPERATOR] | one of: at-least, at-most, between, in, is, is-not, is-set, less-than, more-than, not-in
                    {count: orders, contains: a} | 2:19: unknown operator 'contains' beside 'count' [UNKNOWN_OPERATOR] | one of: at-least, at-most, between, in, is, is-not, is-set, less-than, more-than, not-in
                    {attribute: points, more-than: {foo: orders.amount}} | 2:35: unknown key 'foo' in an operand [UNKNOWN_KEY] | one of: attribute, average, count, count-distinct, days-since, earliest, latest, max, min, most-frequent, sum
                    """)
    void an_unknown_or_missing_word_is_told_with_the_nearest(String condition, String problem, String fix) {
        told(condition, problem, fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {attribute: zip, is: 01234} | 2:24: 'zip' is a text, found the number '01234' [WRONG_TYPE] | quote it: is: "01234"
                    {attribute: zip, is: null} | 2:24: 'zip' cannot be compared with nothing (null) [WRONG_TYPE] | ask for a missing value by is-set: false, for any value by is-set: true
                    {attribute: points, is: "5"} | 2:27: 'points' is a number, found the text '5' [WRONG_TYPE] | write it without quotes: is: 5
                    {attribute: points, is: abc} | 2:27: 'points' is a number, found the text 'abc' [WRONG_TYPE] | write a number, such as 12.50
                    {attribute: points, is: true} | 2:27: 'points' is a number, found 'true' [WRONG_TYPE] | write a number, such as 12.50
                    {attribute: points, is: .inf} | 2:27: '.inf' is not a number that can be compared with [WRONG_TYPE] | write a number, such as 12.50
                    {attribute: balance, more-than: 123456789012345678901234567890123456789} | 2:35: the number '123456789012345678901234567890123456789' has more than 38 digits [WRONG_TYPE] | write one of at most 38 digits
                    {attribute: active, is: yes} | 2:27: 'active' is true or false, found the text 'yes' [WRONG_TYPE] | write true or false, without quotes
                    {attribute: active, more-than: true} | 2:23: 'more-than' needs an order, 'active' is true or false [WRONG_TYPE] | use is, is-not, in, not-in or is-set
                    {attribute: birthday, is: 20020131} | 2:29: 'birthday' is a date, found the number '20020131' [WRONG_TYPE] | write a date as yyyy-MM-dd, such as 2002-01-31
                    {attribute: seen_at, between: [2002-02-01 10:00, 2002-01-31T10:00:00+01:00]} | 2:34: the ends of 'between' are the wrong way round [BAD_VALUE] | write between: [2002-01-31T10:00:00+01:00, 2002-02-01 10:00]
                    {attribute: points, between: [5, 1]} | 2:33: the ends of 'between' are the wrong way round [BAD_VALUE] | write between: [1, 5]
                    {attribute: points, contains: "5"} | 2:23: 'contains' is for texts, 'points' is a number [WRONG_TYPE] | use is, is-not, in, not-in, less-than, at-most, more-than, at-least, between or is-set
                    {attribute: zip, contains: 5} | 2:30: 'zip' is a text, found the number '5' [WRONG_TYPE] | quote it: contains: "5"
                    {attribute: zip, contains: ""} | 2:30: 'contains' with an empty text tests nothing [BAD_VALUE] | write a text; for a text that is set write is-set: true
                    {attribute: zip, matches: "(a"} | 2:29: '(a' is not a regular expression [BAD_PATTERN] | mend it (Java's syntax); for plain text use contains, starts-with or ends-with
                    {attribute: zip, matches: "a)(?:b"} | 2:29: 'a)(?:b' is not a regular expression [BAD_PATTERN] | mend it (Java's syntax); for plain text use contains, starts-with or ends-with
                    {attribute: zip, is-set: yes} | 2:28: 'is-set' is true or false, found 'yes' [BAD_VALUE] | write is-set: true for a value, is-set: false for none
                    {attribute: zip, within: today} | 2:20: 'within' is for dates and timestamps, 'zip' is a text [WRONG_TYPE] | use is, is-not, in, not-in, less-than, at-most, more-than, at-least, between, contains, starts-with, ends-with, matches or is-set
                    {attribute: points, ignore-case: true, is: 5} | 2:23: 'ignore-case' is for texts, 'points' is a number [WRONG_TYPE] | delete it
                    {attribute: zip, ignore-case: true, less-than: a} | 2:20: 'ignore-case' cannot stand beside 'less-than' [BAD_VALUE] | delete it; it goes with is, is-not, in, not-in, contains, starts-with, ends-with and matches
                    {attribute: zip, ignore-case: maybe, is: a} | 2:33: 'ignore-case' is true or false, found 'maybe' [BAD_VALUE] | write true or false, without quotes
                    {attribute: birthday, part: moth, is: 5} | 2:31: 'part' cannot be 'moth' [BAD_VALUE] | did you mean 'month'?
                    {attribute: birthday, part: hour, is: 5} | 2:31: 'part: hour' is for timestamps, 'birthday' is a date [WRONG_TYPE] | delete it, or take another column
                    {attribute: zip, part: month, is: 5} | 2:26: 'part: month' is for dates and timestamps, 'zip' is a text [WRONG_TYPE] | delete it, or take another column
                    {sum: orders.channel, at-least: 1} | 2:9: only numbers have a sum, 'orders.channel' is a text [WRONG_TYPE] | sum another column, or count the rows: {count: …}
                    {count: orders, at-least: "1"} | 2:29: the count of 'orders' is a number, found the text '1' [WRONG_TYPE] | write it without quotes: at-least: 1
                    {has: orders, where: {member-of: s}} | 2:25: 'member-of' asks about a customer and cannot stand in a condition on rows [BAD_VALUE] | put it beside the aggregate, in a list under 'all:'
                    {attribute: points, more-than: {attribute: zip}} | 2:46: 'points' is a number, 'zip' is a text: they cannot be compared [WRONG_TYPE] | compare values of one kind; nothing is cast
                    {attribute: points, is: "${ENV}"} | 2:27: 'points' is a number, found the text '${ENV}' [WRONG_TYPE] | write a number, such as 12.50
                    """)
    void a_constant_fits_its_type_or_is_told(String condition, String problem, String fix) {
        told(condition, problem, fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {attribute: birthday, is: 2002-02-30} | 2:29: there is no day '2002-02-30' in the calendar [BAD_DATE] | put day and month right: yyyy-MM-dd
                    {attribute: birthday, is: 31.1.2002} | 2:29: 'birthday' is a date, found the text '31.1.2002' [BAD_DATE] | write a date as yyyy-MM-dd, such as 2002-01-31
                    {attribute: seen_at, is: 2002-01-31 25:00} | 2:28: there is no moment '2002-01-31 25:00' [BAD_DATE] | write yyyy-MM-dd HH:mm:ss, such as 2002-01-31 18:30:00, or a date for the whole day
                    {attribute: birthday, within: last 30 dayz} | 2:33: 'last 30 dayz' is not a window [BAD_WINDOW] | did you mean 'last 30 days'?
                    {attribute: birthday, within: 30} | 2:33: '30' is not a window [BAD_WINDOW] | did you mean 'last 30 days'?
                    {attribute: birthday, within: sometime} | 2:33: 'sometime' is not a window [BAD_WINDOW] | write last N days (or weeks, months, years), next N …, today, yesterday, tomorrow, this week (or month, quarter, year), last week …, more than N … ago, at least N … ago, N..M days ago, DATE..DATE, before DATE, since DATE or all time
                    {attribute: birthday, within: 2002-12-31..2002-01-01} | 2:33: '2002-12-31..2002-01-01' has its ends the wrong way round [BAD_WINDOW] | write 2002-01-01..2002-12-31
                    {attribute: birthday, within: since 2002-02-30} | 2:33: the window 'since 2002-02-30' has a date that is none [BAD_DATE] | put day and month right: yyyy-MM-dd
                    {attribute: birthday, anniversary: next 2 months} | 2:38: an anniversary cannot fall in the window 'next 2 months' [BAD_WINDOW] | write today, yesterday, next N days, last N days or N..M days ago, N up to 365
                    {attribute: birthday, anniversary: next 366 days} | 2:38: an anniversary cannot fall in the window 'next 366 days' [BAD_WINDOW] | write today, yesterday, next N days, last N days or N..M days ago, N up to 365
                    {attribute: birthday, within: last 30 dayz} | 2:33: 'last 30 dayz' is not a window [BAD_WINDOW] | did you mean 'last 30 days'?
                    {attribute: birthday, within: Last 30 Days} | 2:33: 'Last 30 Days' is not a window [BAD_WINDOW] | did you mean 'last 30 days'?
                    {attribute: birthday, within: last 2 quarters} | 2:33: 'last 2 quarters' is not a window [BAD_WINDOW] | did you mean 'last 6 months'?
                    {attribute: birthday, within: 0 days ago} | 2:33: '0 days ago' is not a window [BAD_WINDOW] | did you mean '0..0 days ago'?
                    {attribute: birthday, within: last 0 days} | 2:33: 'last 0 days' counts too few or too many days [BAD_WINDOW] | write a number from 1 to 700000
                    {attribute: birthday, within: last 3000 years} | 2:33: 'last 3000 years' counts too few or too many years [BAD_WINDOW] | write a number from 1 to 2000
                    {count: orders, within: next 7 days, at-least: 1} | 2:27: the window 'next 7 days' lies after the as-of date, where an aggregate sees no rows [BAD_WINDOW] | look back, such as last 30 days; what lies ahead can be asked of an attribute
                    {has: address.residents, within: last 3 days} | 2:36: source 'customers' has no event-time, its rows lie in no window [NO_EVENT_TIME] | write event-time: COLUMN in sources/customers.yaml, or ask for a date of the rows under 'where'
                    {attribute: birthday, within: "${ENV}"} | 2:33: '${ENV}' is not a window [BAD_WINDOW] | write last N days (or weeks, months, years), next N …, today, yesterday, tomorrow, this week (or month, quarter, year), last week …, more than N … ago, at least N … ago, N..M days ago, DATE..DATE, before DATE, since DATE or all time
                    """)
    void dates_and_windows_that_do_not_exist_are_told(String condition, String problem, String fix) {
        told(condition, problem, fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {attribute: adress.state, is: TX} | 2:15: source 'customers' has no relationship 'adress' [UNKNOWN_RELATIONSHIP] | did you mean 'address'?
                    {attribute: address.stat, is: TX} | 2:15: source 'addresses' has no column 'stat' [UNKNOWN_COLUMN] | did you mean 'state'?
                    {attribute: address, is: TX} | 2:15: 'address' leads to a row of 'addresses', an attribute ends in a column [BAD_PATH] | add a column of 'addresses': address_id, state
                    {attribute: orders, is-set: true} | 2:15: 'orders' leads to many rows of 'orders', an attribute has one value [BAD_PATH] | say it as an aggregate: {has: orders} or {count: orders, at-least: 1}
                    {attribute: orders.amount, is: 5} | 2:15: 'orders.amount' leads to many rows of 'orders', an attribute has one value [BAD_PATH] | say it as an aggregate: {sum: orders.amount, at-least: …}
                    {attribute: zip.x, is: TX} | 2:15: 'zip' is a column of source 'customers', and nothing comes after a column [BAD_PATH] | end the path there, or take a relationship: address, orders
                    {attribute: a..b, is: TX} | 2:15: 'a..b' is not a path [BAD_PATH] | write relationships and a column, joined by single dots, such as address.state
                    {attribute: address.residents.zip, is: TX} | 2:15: 'address.residents.zip' leads to many rows of 'customers', an attribute has one value [BAD_PATH] | say it as an aggregate: {has: address.residents, where: {attribute: …}}
                    {attribute: orders.channel, is: web} | 2:15: 'orders.channel' leads to many rows of 'orders', an attribute has one value [BAD_PATH] | say it as an aggregate: {has: orders, where: {attribute: …}}
                    {has: ordrs} | 2:9: source 'customers' has no relationship 'ordrs' [UNKNOWN_RELATIONSHIP] | did you mean 'orders'?
                    {has: orders.amount} | 2:9: 'has' takes a table, 'orders.amount' ends in a column [BAD_PATH] | write has: orders, and conditions on its rows under 'where'
                    {count: orders.lines.product, at-least: 1} | 2:11: 'count' takes a table, 'orders.lines.product' goes on to one row [BAD_PATH] | write count: orders.lines, and conditions on its rows under 'where'
                    {sum: orders, at-least: 1} | 2:9: 'sum' takes a column, 'orders' ends in the table 'orders' [BAD_PATH] | add a column of 'orders': order_id, customer_id, ordered_on, amount, channel
                    {sum: points, at-least: 1} | 2:9: 'points' leads to one row, an aggregate is about many [BAD_PATH] | ask for the value itself: {attribute: points, …}
                    {has: address} | 2:9: 'address' leads to one row, an aggregate is about many [BAD_PATH] | ask for a column: {attribute: address.…}
                    {has: orders.customers.address.residents} | 2:9: 'orders.customers.address.residents' leads to many rows, to one and to many again [BAD_PATH] | after the first hop to many rows, take hops to one row only at the end
                    {has: orders, where: {attribute: amont, is: 5}} | 2:36: source 'orders' has no column 'amont' [UNKNOWN_COLUMN] | did you mean 'amount'?
                    {member-of: t} | 2:15: there is no segment 't' [UNKNOWN_SEGMENT] | did you mean 's'?
                    {member-of: s} | 2:15: segments refer to each other in a circle: s -> s [CYCLE] | take one of these member-of conditions out
                    {attribute: "${ENV}", is: x} | 2:15: source 'customers' has no column '${ENV}' [UNKNOWN_COLUMN] | one of: active, address, address_id, balance, birthday, customer_id, email, orders, points, seen_at, zip
                    """)
    void a_path_that_leads_nowhere_is_told_with_the_nearest_name(String condition, String problem, String fix) {
        told(condition, problem, fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {attribute: birthday, part: month, is: 13} | 2:38: 'is' is never met: the month of 'birthday' has no such value [NEVER_MET] | delete it, or say what was meant
                    {count: orders, at-least: 0} | 2:19: 'at-least' is always met: the count of 'orders' has no other value [ALWAYS_MET] | delete it, or say what was meant
                    {count: orders, less-than: 0} | 2:19: 'less-than' is never met: the count of 'orders' has no such value [NEVER_MET] | delete it, or say what was meant
                    {count: orders, is-not: -1} | 2:19: 'is-not' is always met: the count of 'orders' has no such value [ALWAYS_MET] | delete it, or say what was meant
                    {count: orders, is: 1.5} | 2:19: 'is' is never met: the count of 'orders' has no such value [NEVER_MET] | delete it, or say what was meant
                    {count: orders, within: since 2027-01-01, at-least: 1} | 2:27: the window 'since 2027-01-01' begins after the as-of date 2026-06-30: an aggregate sees no row in it [NEVER_MET] | begin it earlier, unless a run --as-of a later date is meant
                    all: [{attribute: points, is: 1}, {attribute: points, is: 2}] | 2:38: no value meets this and what is asked of it from line 2 on [NEVER_MET] | delete it, or say what was meant
                    all: [{attribute: points, more-than: 5}, {attribute: zip, is: a}, {attribute: points, less-than: 5}] | 2:70: no value meets this and what is asked of it from line 2 on [NEVER_MET] | delete it, or say what was meant
                    any: [{has: orders}, {has-no: orders}] | 2:25: this is the opposite of the condition in line 2: one of the two is always met [ALWAYS_MET] | delete it, or say what was meant
                    all: [{has: orders}, {has-no: orders}] | 2:25: this is the opposite of the condition in line 2: both are never met together [NEVER_MET] | delete it, or say what was meant
                    any: [{everyone: true}, {has: orders}] | 2:10: 'any' with 'everyone' in its list is always met [ALWAYS_MET] | delete it, or say what was meant
                    not: {everyone: true} | 2:3: 'not' everyone is never met [NEVER_MET] | delete it, or say what was meant
                    {attribute: points, between: [1.2, 1.8]} | 2:23: 'between' is never met: 'points' has no such value [NEVER_MET] | delete it, or say what was meant
                    """)
    void what_is_always_or_never_met_is_a_warning(String condition, String problem, String fix) {
        told(condition, problem, fix);
    }
}
