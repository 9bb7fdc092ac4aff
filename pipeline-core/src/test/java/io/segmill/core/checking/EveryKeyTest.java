package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problem;
import io.segmill.core.problem.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every key of the language and the project's files: read, or told as not available yet; none is unknown or ignored. The
 * lists are those of the specification, written down by hand.
 */
class EveryKeyTest {
    @TempDir
    Path folder;

    private void check(Shop shop, String known) {
        List<Problem> errors = shop.check().problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (known.equals("known")) {
            assertThat(Shop.told(errors)).isEmpty();
        } else {
            assertThat(errors).extracting(Problem::code).containsExactly(Code.NOT_AVAILABLE_YET);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    all              | {all: [{everyone: true}]}                                             | known
                    any              | {any: [{has: orders}]}                                                | known
                    none             | {none: [{has: orders}]}                                               | known
                    not              | {not: {has: orders}}                                                  | known
                    at-least, of     | {at-least: {count: 1, of: [{has: orders}]}}                           | known
                    everyone         | {everyone: true}                                                      | known
                    attribute, is    | {attribute: zip, is: a}                                               | known
                    is-not           | {attribute: zip, is-not: a}                                           | known
                    in               | {attribute: zip, in: [a]}                                             | known
                    not-in           | {attribute: zip, not-in: [a]}                                         | known
                    less-than        | {attribute: points, less-than: 5}                                     | known
                    at-most          | {attribute: points, at-most: 5}                                       | known
                    more-than        | {attribute: points, more-than: 5}                                     | known
                    at-least         | {attribute: points, at-least: 5}                                      | known
                    between          | {attribute: points, between: [1, 5]}                                  | known
                    contains         | {attribute: zip, contains: a}                                         | known
                    starts-with      | {attribute: zip, starts-with: a}                                      | known
                    ends-with        | {attribute: zip, ends-with: a}                                        | known
                    matches          | {attribute: zip, matches: a+}                                         | known
                    is-set           | {attribute: zip, is-set: true}                                        | known
                    within           | {attribute: birthday, within: last year}                              | known
                    anniversary      | {attribute: birthday, anniversary: today}                             | known
                    ignore-case      | {attribute: zip, is: a, ignore-case: true}                            | known
                    part             | {attribute: birthday, part: month, is: 5}                             | known
                    percentile       | {attribute: points, percentile: 0..10}                                | later
                    count            | {count: orders, at-least: 2}                                          | known
                    sum              | {sum: orders.amount, at-least: 2}                                     | known
                    count-distinct   | {count-distinct: orders.channel, at-least: 2}                         | known
                    average          | {average: orders.amount, at-least: 2}                                 | known
                    min              | {min: orders.amount, at-least: 2}                                     | known
                    max              | {max: orders.amount, at-least: 2}                                     | known
                    latest           | {latest: orders.channel, is: web}                                     | known
                    earliest         | {earliest: orders.channel, is: web}                                   | known
                    most-frequent    | {most-frequent: orders.channel, is: web}                              | known
                    days-since       | {days-since: orders, at-least: 2}                                     | known
                    has              | {has: orders}                                                         | known
                    has-no           | {has-no: orders}                                                      | known
                    where, within    | {has: orders, where: {attribute: channel, is: web}, within: today}    | known
                    operand          | {attribute: points, is: {sum: orders.amount, within: today}}          | known
                    times            | {attribute: points, is: {sum: orders.amount, times: 2}}               | known
                    plus             | {attribute: birthday, is: {attribute: seen_at, plus: 3 days}}         | known
                    row              | {has: orders, where: {attribute: channel, is: {row: channel}}}        | later
                    member-of        | {member-of: other}                                                    | known
                    for              | {member-of: other, for: at least 3 days}                              | later
                    entered          | {entered: other, within: last 3 days}                                 | later
                    left             | {left: other, within: last 3 days}                                    | later
                    sample           | {sample: {percent: 5, salt: x}}                                       | later
                    from, to         | {sample: {from: 0, to: 5, salt: x}}                                   | later
                    followed-by      | {has: orders, where: {followed-by: orders, same: channel, in: 2 days}} | later
                    preceded-by      | {has: orders, where: {preceded-by: orders, in: 2 days}}               | later
                    alongside        | {has: orders, where: {alongside: orders, same: channel}}              | later
                    in where         | {has: orders, where: {count: lines, at-least: 3}}                     | later
                    has in where     | {has: orders, where: {has: lines}}                                    | later
                    """)
    void conditions(String keys, String condition, String known) {
        check(
                new Shop(folder)
                        .with("segments/other.yaml", "where: {everyone: true}\n")
                        .where(condition),
                known);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name            | name: Lapsed                                     | known
                    description     | description: Long gone                           | known
                    type dynamic    | type: dynamic                                    | known
                    type static     | type: static                                     | known
                    state           | state: inactive                                  | known
                    tags            | tags: [crm]                                      | known
                    columns         | columns: [zip, address.state]                    | known
                    columns, as     | columns: [{sum: orders.amount, as: spent}]       | known
                    columns, part   | columns: [{attribute: birthday, part: year}]     | known
                    columns, where  | columns: [{count: orders, where: {attribute: channel, is: web}, within: today}] | known
                    columns, latest | columns: [{latest: orders.amount, as: spent}]    | known
                    limit           | limit: {top: 5, by: {sum: orders.amount}}        | known
                    limit, percent  | limit: {top-percent: 0.5, by: {attribute: points}} | known
                    limits, per     | limit: [{bottom: 5, by: {attribute: points}, per: address.state}, {bottom-percent: 100, by: {count: orders}}] | known
                    activate-at     | activate-at: 2026-01-01                          | known
                    deactivate-at   | deactivate-at: 2026-01-01 10:00                  | known
                    """)
    void segments(String keys, String line, String known) {
        check(new Shop(folder).with("segments/s.yaml", line + "\nwhere: {everyone: true}\n"), known);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    members         | {type: static, members: vips.csv}
                    file            | {type: static, members: {file: vips.csv}}
                    match           | {type: static, members: {file: vips.csv, match: email, ignore-case: true}}
                    similar-to      | {type: expansion, similar-to: other, size: 5}
                    size-percent    | {type: expansion, similar-to: other, size-percent: 12.5}
                    min-similarity  | {type: expansion, similar-to: other, size: 5, min-similarity: 0.7}
                    using           | {type: expansion, similar-to: other, size: 5, using: [zip, address.state]}
                    where           | {type: expansion, similar-to: other, size: 5, where: {has: orders}}
                    """)
    void segments_without_where(String keys, String segment) {
        check(
                new Shop(folder)
                        .with("vips.csv", "customer_id,email\n1,a@b.c\n")
                        .with("segments/other.yaml", "where: {everyone: true}\n")
                        .with("segments/s.yaml", segment + "\n"),
                "known");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    csv               | csv: {delimiter: ";", header: false, encoding: ISO-8859-1, trailing-delimiter: true, quote: "'", missing: NA} | known
                    in-file           | columns: [{name: customer_id, type: bigint, in-file: Id}]                | columns
                    format, required  | columns: [{name: customer_id, type: bigint, required: true}, {name: d, type: date, format: dd.MM.yyyy, pii: true}] | columns
                    load append       | load: append                                                             | known
                    load merge        | load: merge                                                              | known
                    delete-when       | `load: merge\ndelete-when: {attribute: zip, is: D}`                      | known
                    bad-rows          | bad-rows: {allow-percent: 0.1}                                           | known
                    event-time        | event-time: seen_at                                                      | known
                    url               | url: jdbc:postgresql://host/db                                           | later
                    table             | table: customers                                                         | later
                    query             | query: select 1                                                          | later
                    user              | user: anna                                                               | later
                    password          | password: ${SECRET:-}                                                    | later
                    partition-column  | partition-column: customer_id                                            | later
                    cursor            | cursor: seen_at                                                          | later
                    """)
    void sources(String keys, String lines, String known) {
        Shop shop = new Shop(folder);
        if (known.equals("columns")) {
            shop.with("sources/extra.yaml", "format: csv\npath: x\n" + lines + "\n");
            check(shop, "known");
        } else {
            shop.changed("sources/customers.yaml", "key: [customer_id]", "key: [customer_id]\n" + lines);
            check(shop, known);
        }
    }

    @ParameterizedTest
    @CsvSource({"csv, known", "json, known", "parquet, known", "delta, known", "jdbc, later"})
    void formats(String format, String known) {
        check(new Shop(folder).changed("sources/customers.yaml", "format: csv", "format: " + format), known);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name      | name: CRM                                                                                            | known
                    columns   | columns: [email, {sum: orders.amount, as: spent}]                                                    | known
                    hash      | `columns: [email]\nhash: {email: sha256}`                                                            | known
                    members   | content: members                                                                                     | known
                    changes   | content: changes                                                                                     | known
                    csv       | csv: {delimiter: ";", header: false, compression: gzip, max-rows-per-file: 10, formula-guard: false} | known
                    """)
    void exports(String keys, String lines, String known) {
        check(
                new Shop(folder)
                        .with("segments/s.yaml", "where: {everyone: true}\n")
                        .with("exports/e.yaml", "segments: [s]\nto: ../exports/e\n" + lines + "\n"),
                known);
    }

    @Test
    void settings() {
        Shop shop = new Shop(folder).changed("segmill.yaml", "name: shop\n", """
                        name: shop
                        warehouse: ../warehouse
                        history: {url: "jdbc:postgresql://host/db", user: anna, password: "${SECRET:-}"}
                        spark: {master: "local[2]", conf: {spark.sql.shuffle.partitions: 8}}
                        schedule: {cron: "0 0 2 * * *", time-zone: Europe/Berlin}
                        limits: {change-alert-percent: 50, change-alert-members: 100}
                        retention: {history-days: 400, warehouse-days: 30, export-days: 90}
                        """);
        assertThat(shop.told()).isEmpty();
        check(shop, "known");
    }

    @Test
    void a_key_of_nobody_is_unknown() {
        assertThat(new Shop(folder)
                        .with("segments/s.yaml", "where: {everyone: true}\nfoo: 1\n")
                        .check()
                        .problems())
                .extracting(Problem::code)
                .containsExactly(Code.UNKNOWN_KEY);
    }
}
