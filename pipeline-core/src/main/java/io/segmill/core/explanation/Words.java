package io.segmill.core.explanation;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Quota;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a segment's definition says, in plain words for people who know no query language. */
public final class Words {
    private final Sentences sentences;

    /**
     * @param zone the project's, in which timestamps are shown
     * @param asOf the date for which the days of windows are said
     */
    public Words(ZoneId zone, LocalDate asOf) {
        this.sentences = new Sentences(zone, asOf, Wanted.MET);
    }

    /** How a segment comes to its members, one statement after the other. */
    public List<Statement> of(Selection selection) {
        return selection.match(new Selection.Cases<>() {
            @Override
            public List<Statement> where(Selection.Where where) {
                List<Statement> statements = new ArrayList<>();
                statements.add(customers("", where.condition()));
                where.limits().forEach(limit -> statements.add(Statement.of(of(limit))));
                return statements;
            }

            @Override
            public List<Statement> listed(Selection.Listed listed) {
                return List.of(Statement.of(of(listed)));
            }

            @Override
            public List<Statement> similar(Selection.Similar similar) {
                List<Statement> statements = new ArrayList<>();
                statements.add(Statement.of(of(similar)));
                similar.candidates().ifPresent(where -> statements.add(customers("chosen among ", where)));
                return statements;
            }
        });
    }

    private Statement customers(String before, Condition condition) {
        if (condition instanceof Condition.Everyone) {
            return Statement.of(before + "all customers");
        }
        return Group.of(condition)
                .map(group -> new Statement(
                        before + "customers for whom " + hold(group),
                        group.parts().stream().map(this::of).toList()))
                .orElseGet(() -> new Statement(before + "customers for whom this holds:", List.of(of(condition))));
    }

    private static String hold(Group group) {
        return group.heading() + " " + (group.rule() == Group.Rule.ANY ? "holds:" : "hold:");
    }

    /** A condition; a group stands above its parts. */
    public Statement of(Condition condition) {
        return Group.of(condition)
                .map(group -> new Statement(
                        group.heading() + ":",
                        group.parts().stream().map(this::of).toList()))
                .orElseGet(() -> Statement.of(sentence(condition)));
    }

    /** A condition in one line, without its customer: {@code has no orders in the last 90 days (…)}. */
    public String sentence(Condition condition) {
        return sentences.of(condition);
    }

    /** A value, in one line: {@code the sum of orders.amount in the last 12 months (…), where status is paid}. */
    public String phrase(Operand operand) {
        return phrases().of(operand);
    }

    /** Related rows, in one line: {@code orders in the last 90 days (…), where status is paid}. */
    public String phrase(RelatedRows rows) {
        return phrases().rows(rows);
    }

    Phrases phrases() {
        return sentences.phrases();
    }

    /** {@code of these, the 100 with the highest sum of orders.amount, in each address.state}. */
    String of(Limit limit) {
        String quota = limit.quota() instanceof Quota.Percent percent
                ? Phrases.plain(percent.percent()) + " percent"
                : Integer.toString(((Quota.Count) limit.quota()).count());
        return "of these, the " + (quota.equals("1") ? "one" : quota) + " with the " + ranked(limit)
                + limit.per().map(per -> ", in each " + phrases().of(per)).orElse("");
    }

    private String ranked(Limit limit) {
        boolean isTop = limit.rank() == Limit.Rank.TOP;
        DataType type = limit.by().type();
        String end = type.isTemporal()
                ? (isTop ? "most recent " : "oldest ")
                : type.isNumeric() ? (isTop ? "highest " : "lowest ") : (isTop ? "last " : "first ");
        String by = phrases().of(limit.by());
        boolean counts = limit.by() instanceof Operand.Aggregate aggregate && isCounted(aggregate.function());
        if (counts) {
            return end + by.substring("the ".length());
        }
        String value = limit.by() instanceof Operand.Attribute attribute
                        && attribute.part().isEmpty()
                ? by
                : "value of " + by;
        return end + value + (type.kind() == DataType.Kind.STRING ? " in the order of texts" : "");
    }

    private static boolean isCounted(AggregateFunction function) {
        return switch (function) {
            case COUNT, COUNT_DISTINCT, SUM, AVERAGE, DAYS_SINCE -> true;
            case MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT -> false;
        };
    }

    String of(Selection.Listed listed) {
        return "customers whom the file " + listed.file() + " names by "
                + listed.match().name()
                + (listed.letters() == LetterCase.IGNORED ? " (capital and small letters alike)" : "");
    }

    static String least(Selection.Similar similar) {
        return Phrases.plain(BigDecimal.valueOf(similar.minSimilarity()).stripTrailingZeros());
    }

    static String size(Quota size) {
        return size instanceof Quota.Percent percent
                ? "as many as " + Phrases.plain(percent.percent()) + " percent of its members"
                : Integer.toString(((Quota.Count) size).count());
    }

    private String of(Selection.Similar similar) {
        Optional<String> using = similar.using()
                .map(operands -> operands.stream().map(phrases()::of).collect(Collectors.joining(", ")));
        return "customers outside " + similar.segment() + " who are most like its members: at most "
                + size(similar.size())
                + ", with a similarity of at least "
                + least(similar) + ", compared by "
                + using.orElse("all their attributes but keys and personal ones");
    }
}
