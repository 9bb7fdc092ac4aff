package io.segmill.core.checking;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Value;
import io.segmill.core.condition.Window;
import java.util.List;
import java.util.stream.Collectors;

/** A bound condition in words, for tests to read. */
final class Said implements Condition.Cases<String>, Operand.Cases<String> {
    private String list(List<Condition> parts) {
        return parts.stream().map(part -> part.match(this)).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String letters(LetterCase letters) {
        return letters == LetterCase.IGNORED ? " ignoring case" : "";
    }

    private String rows(RelatedRows rows) {
        return rows.path()
                + rows.where().map(where -> " where " + where.match(this)).orElse("")
                + (rows.within().equals(new Window.AllTime()) ? "" : " in " + rows.within());
    }

    @Override
    public String everyone(Condition.Everyone everyone) {
        return "everyone";
    }

    @Override
    public String all(Condition.All all) {
        return "all" + list(all.parts());
    }

    @Override
    public String any(Condition.Any any) {
        return "any" + list(any.parts());
    }

    @Override
    public String none(Condition.None none) {
        return "none" + list(none.parts());
    }

    @Override
    public String not(Condition.Not not) {
        return "not(" + not.inner().match(this) + ")";
    }

    @Override
    public String atLeast(Condition.AtLeast atLeast) {
        return atLeast.count() + " of " + list(atLeast.parts());
    }

    @Override
    public String memberOf(Condition.MemberOf memberOf) {
        return "member of " + memberOf.segment();
    }

    @Override
    public String compare(Condition.Compare compare) {
        return compare.left().match(this) + " " + compare.comparison().word() + " "
                + compare.right().match(this) + letters(compare.letters());
    }

    @Override
    public String oneOf(Condition.OneOf oneOf) {
        return oneOf.left().match(this)
                + oneOf.values().stream().map(this::constant).collect(Collectors.joining(", ", " in (", ")"))
                + letters(oneOf.letters());
    }

    @Override
    public String between(Condition.Between between) {
        return between.left().match(this) + " between " + between.low().match(this) + " and "
                + between.high().match(this);
    }

    @Override
    public String text(Condition.Text text) {
        return text.left().match(this) + " " + text.test().word() + " '" + text.text() + "'" + letters(text.letters());
    }

    @Override
    public String isSet(Condition.IsSet isSet) {
        return isSet.left().match(this) + " is set";
    }

    @Override
    public String within(Condition.Within within) {
        return within.left().match(this) + " within " + within.window();
    }

    @Override
    public String anniversary(Condition.Anniversary anniversary) {
        return anniversary.left().match(this) + " falls in " + anniversary.window();
    }

    @Override
    public String has(Condition.Has has) {
        return "has " + rows(has.rows());
    }

    @Override
    public String constant(Operand.Constant constant) {
        return constant.value().match(new Value.Cases<>() {
            @Override
            public String text(Value.Text text) {
                return "'" + text.text() + "'";
            }

            @Override
            public String number(Value.Number number) {
                return number.number().toPlainString();
            }

            @Override
            public String truth(Value.Truth truth) {
                return Boolean.toString(truth.truth());
            }

            @Override
            public String date(Value.Date date) {
                return date.date().toString();
            }

            @Override
            public String timestamp(Value.Timestamp timestamp) {
                return timestamp.instant().toString();
            }
        });
    }

    @Override
    public String attribute(Operand.Attribute attribute) {
        return attribute.part().map(part -> part.word() + " of ").orElse("") + attribute.path();
    }

    @Override
    public String aggregate(Operand.Aggregate aggregate) {
        String rows = rows(aggregate.rows());
        String path = aggregate.rows().path().toString();
        return aggregate.function().word() + " of "
                + aggregate
                        .value()
                        .map(value -> path + "." + value + rows.substring(path.length()))
                        .orElse(rows);
    }

    @Override
    public String times(Operand.Times times) {
        return times.operand().match(this) + " times " + times.factor().toPlainString();
    }

    @Override
    public String plus(Operand.Plus plus) {
        return plus.operand().match(this) + " plus " + plus.number().toPlainString();
    }

    @Override
    public String moved(Operand.Moved moved) {
        return moved.operand().match(this) + " plus " + moved.count() + " "
                + moved.unit().word();
    }
}
