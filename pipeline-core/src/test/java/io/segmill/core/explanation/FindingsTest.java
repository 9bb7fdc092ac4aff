package io.segmill.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.Shop;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read about one customer, from answers that the engine could have given. */
class FindingsTest {
    private static final LocalDate AS_OF = LocalDate.parse("2026-06-30");

    @TempDir
    Path folder;

    private CheckedProject project(String yaml) {
        return new Shop(folder)
                .with("segments/vip.yaml", "where: {everyone: true}\n")
                .with("segments/s.yaml", yaml)
                .project();
    }

    private static Selection.Where where(CheckedProject project) {
        return (Selection.Where) project.segment("s").orElseThrow().selection();
    }

    /**
     * @param met y or n for each condition, in the order in which they are asked
     * @param values likewise, - for a missing one
     */
    private Finding finding(String condition, String met, String values) {
        CheckedProject project = project("where:\n" + condition.indent(2));
        Condition asked = where(project).condition();
        Question question = Question.of(asked, project, AS_OF);
        String[] written = values.isEmpty() ? new String[0] : values.split(" ");
        assertThat(met)
                .as(question.conditions().toString())
                .hasSize(question.conditions().size());
        assertThat(written)
                .as(question.operands().toString())
                .hasSize(question.operands().size());
        Map<Condition, Boolean> answers = new HashMap<>();
        for (int index = 0; index < met.length(); index++) {
            answers.put(question.conditions().get(index), met.charAt(index) == 'y');
        }
        Map<Operand, Object> found = new HashMap<>();
        for (int index = 0; index < written.length; index++) {
            Operand operand = question.operands().get(index);
            if (!written[index].equals("-")) {
                found.put(operand, value(operand.type(), written[index]));
            }
        }
        return new Findings(project, AS_OF, new Answers(answers, found)).of(asked);
    }

    private static Object value(DataType type, String text) {
        return switch (type.kind()) {
            case STRING -> text;
            case BOOLEAN -> Boolean.valueOf(text);
            case INT -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case DATE -> LocalDate.parse(text);
            case TIMESTAMP -> Instant.parse(text);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    # condition                                        | met | values                | what people read
                    {attribute: zip, is: a}                            | n   | b                     | "b"
                    {attribute: zip, is: a}                            | y   | a                     | "a"
                    {attribute: zip, is: a}                            | n   | -                     | no value
                    {attribute: zip, in: [a, c]}                       | n   | b                     | "b"
                    {attribute: zip, less-than: b}                     | n   | c                     | "c"
                    {attribute: zip, contains: a}                      | n   | b                     | "b"
                    {attribute: zip, is: {attribute: address.state}}   | n   | a b                   | "a", beside "b"
                    {attribute: active, is: true}                      | n   | false                 | false
                    {attribute: zip, is-set: true}                     | n   | -                     | no value
                    {attribute: zip, is-set: false}                    | ny  | x                     | "x"
                    {attribute: points, at-least: 5}                   | n   | 3                     | 3, 2 too little
                    {attribute: points, at-least: 5}                   | y   | 7                     | 7
                    {attribute: points, more-than: 5}                  | n   | 5                     | 5, which is the bound itself
                    {attribute: points, is: 5}                         | n   | 7                     | 7, 2 too much
                    {attribute: balance, at-most: 100}                 | n   | 287.50                | 287.50, 187.50 too much
                    {not: {attribute: points, at-least: 5}}            | ny  | 7                     | 7
                    {attribute: points, between: [5, 9]}               | n   | 3                     | 3, 2 too little
                    {attribute: points, between: [5, 9]}               | n   | 10                    | 10, 1 too much
                    {attribute: points, between: [{count: orders}, 9]} | n   | 3 4                   | 3, beside 4 to 9, 1 too little
                    {attribute: balance, more-than: {attribute: points, times: 2}} | n | 5.00 8      | 5.00, beside 8, 3.00 too little
                    {attribute: birthday, more-than: 2002-01-31}       | n   | 2002-01-31            | 2002-01-31, 1 day too early
                    {attribute: birthday, at-most: 2002-01-31}         | n   | 2002-02-02            | 2002-02-02, 2 days too late
                    {attribute: seen_at, less-than: 2002-01-31}        | n   | 2002-01-30T23:00:00Z  | 2002-01-31T00:00:00+01:00, 1 day too late
                    {attribute: seen_at, at-least: 2002-01-31 10:00}   | n   | 2002-01-31T06:30:00Z  | 2002-01-31T07:30:00+01:00, 2 hours too early
                    {attribute: seen_at, at-least: 2002-01-31 10:00}   | n   | 2002-01-29T06:30:00Z  | 2002-01-29T07:30:00+01:00, 2 days too early
                    {attribute: birthday, within: last 30 days}        | n   | 2026-05-20            | 2026-05-20, 12 days too early
                    {attribute: birthday, within: last 30 days}        | n   | 2026-07-01            | 2026-07-01, 1 day too late
                    {not: {attribute: birthday, within: last 30 days}} | ny  | 2026-06-20            | 2026-06-20
                    {attribute: birthday, anniversary: next 7 days}    | n   | 2000-02-29            | 2000-02-29, the next is on 2027-02-28
                    {attribute: birthday, anniversary: today}          | n   | 2000-08-01            | 2000-08-01, the next is on 2026-08-01
                    {attribute: email, is: a}                          | n   | b                     | ***
                    {attribute: email, is: a}                          | n   | -                     | no value
                    {latest: orders.channel, is: web}                  | n   | shop                  | "shop"
                    {count: orders, at-least: 5}                       | n   | 3                     | 3 of 5 orders, 2 too few
                    {count: orders, more-than: 1}                      | n   | 1                     | 1 of 2 orders, 1 too few
                    {count: orders, at-most: 1}                        | n   | 3                     | 3, 2 too many
                    {count: orders, less-than: 2}                      | n   | 2                     | 2, 1 too many
                    {count: orders, is: 2}                             | n   | 4                     | 4, 2 too many
                    {count-distinct: orders.channel, at-least: 2}      | n   | 1                     | 1 of 2 different values, 1 too few
                    {sum: orders.amount, at-least: 500}                | n   | 312.500000000         | 312.5, 187.5 too little
                    {days-since: orders, at-most: 30}                  | n   | 42                    | 42, 12 days too long ago
                    {days-since: orders, at-least: 30}                 | n   | 29                    | 29, 1 day too recent
                    {days-since: orders, more-than: 30}                | n   | 30                    | 30, just too recent
                    {days-since: orders, at-most: 30}                  | n   | -                     | no value
                    {has: orders}                                      | n   | - 0                   | none found
                    {has: orders}                                      | y   | 2026-06-01 1          | 1 found, on 2026-06-01
                    {has: orders, within: last 30 days}                | n   | - - 0                 | none found, nor at any other time
                    {has: orders, within: last 30 days}                | n   | - 2026-05-20 0        | none found, the last was on 2026-05-20, 12 days too old
                    {has: orders, within: at least 30 days ago}        | n   | - 2026-06-20 2026-06-10 0 | none found, the first was on 2026-06-10, 10 days too recent
                    {has-no: orders, within: last 30 days}             | ny  | 2026-06-20 2026-06-20 2 | 2 found, the last on 2026-06-20
                    {has-no: orders, within: last 30 days}             | yn  | - 2026-05-20 0        | none found
                    {member-of: vip}                                   | y   | ``                    | ``
                    {member-of: vip}                                   | n   | ``                    | is not a member
                    {not: {member-of: vip}}                            | ny  | ``                    | is a member
                    {not: {member-of: vip}}                            | yn  | ``                    | ``
                    """)
    void a_condition_shows_the_value_and_what_is_missing(String condition, String met, String values, String said) {
        Finding finding = finding(condition, met, values == null ? "" : values);
        assertThat(finding.said()).isEqualTo(said == null ? "" : said);
        assertThat(finding.met()).isEqualTo(met.startsWith("y"));
    }

    @Test
    void the_lines_of_a_tree_say_what_is_met() {
        Finding finding = finding("""
                all:
                  - {attribute: zip, is: a}
                  - any: [{attribute: points, at-least: 5}, {attribute: active, is: true}]
                  - none: [{member-of: vip}]
                """, "nynnnyyn", "a 3 -");
        assertThat(finding.lines())
                .containsExactly(
                        "not met  all of these:",
                        "met        zip is a",
                        "             → \"a\"",
                        "not met    at least one of these:",
                        "             → 0 of 2 met",
                        "not met      points is at least 5",
                        "               → 3, 2 too little",
                        "not met      active is true",
                        "               → no value",
                        "met        all of these:",
                        "met          is not a member of vip");
        assertThat(finding.reason())
                .contains(
                        "none of these 2 is met: (1) points is at least 5: 3, 2 too little; (2) active is true: no value");
    }

    @Test
    void the_first_reason_of_a_count_names_three_of_what_is_not_met() {
        Finding finding = finding("""
                at-least:
                  count: 3
                  of: [{attribute: zip, is: a}, {attribute: zip, is: b}, {attribute: zip, is: c}, {attribute: zip, is: d}, {attribute: zip, is: e}]
                """, "nnnnny", "e");
        assertThat(finding.reason())
                .contains(
                        "1 of the 3 needed is met; not met: (1) zip is a: \"e\"; (2) zip is b: \"e\"; (3) zip is c: \"e\";"
                                + " and 1 more");
    }

    @Test
    void a_limit_says_the_rank() {
        CheckedProject project =
                project("where: {everyone: true}\nlimit: {top-percent: 10, by: {attribute: points}}\n");
        Limit limit = where(project).limits().get(0);
        Findings findings = new Findings(project, AS_OF, new Answers(Map.of(), Map.of()));
        assertThat(findings.of(limit, Optional.of(new Ranking(Optional.of(17), 31, 300)))
                        .reason())
                .contains(
                        "of these, the 10 percent with the highest points: 17, rank 31 of 300, the first 30 are kept");
        assertThat(findings.of(limit, Optional.of(new Ranking(Optional.empty(), 30, 300)))
                        .lines())
                .isEqualTo(List.of(
                        "met      of these, the 10 percent with the highest points",
                        "           → no value, rank 30 of 300"));
        assertThat(findings.of(limit, Optional.empty()).said())
                .isEqualTo("not ranked, since something above is not met");
    }
}
