package io.segmill.core.explanation;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.DataType;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** A condition, or its complement, as one sentence about a customer or a row, who stays unsaid. */
final class Sentences implements Condition.Cases<String> {
    private final ZoneId zone;
    private final LocalDate asOf;
    private final Wanted wanted;
    private final Phrases phrases;

    Sentences(ZoneId zone, LocalDate asOf, Wanted wanted) {
        this.zone = zone;
        this.asOf = asOf;
        this.wanted = wanted;
        this.phrases = new Phrases(zone, asOf, condition -> new Sentences(zone, asOf, Wanted.MET).of(condition));
    }

    String of(Condition condition) {
        return condition.match(this);
    }

    Phrases phrases() {
        return phrases;
    }

    private String is() {
        return wanted.say(" is ", " is not ");
    }

    private static String letters(LetterCase letters) {
        return switch (letters) {
            case EXACT -> "";
            case IGNORED -> " (capital and small letters alike)";
        };
    }

    private String joined(List<Condition> parts, String separator) {
        return parts.stream()
                .map(part ->
                        Group.of(part).filter(group -> parts.size() > 1).isPresent() ? "(" + of(part) + ")" : of(part))
                .collect(Collectors.joining(separator));
    }

    private String group(Condition condition) {
        Group group = Group.of(condition).orElseThrow();
        Sentences plain = new Sentences(zone, asOf, Wanted.MET);
        return switch (group.rule()) {
            case ALL -> plain.joined(group.parts(), " and ");
            case ANY -> plain.joined(group.parts(), " or ");
            case SOME -> "at least " + group.count() + " of (" + plain.joined(group.parts(), "; ") + ")";
        };
    }

    @Override
    public String everyone(Condition.Everyone everyone) {
        return wanted.say("takes every customer", "takes no customer");
    }

    @Override
    public String all(Condition.All all) {
        return group(sided(all));
    }

    @Override
    public String any(Condition.Any any) {
        return group(sided(any));
    }

    @Override
    public String none(Condition.None none) {
        return group(sided(none));
    }

    @Override
    public String atLeast(Condition.AtLeast atLeast) {
        return group(sided(atLeast));
    }

    private Condition sided(Condition condition) {
        return wanted == Wanted.MET ? condition : new Condition.Not(condition);
    }

    @Override
    public String not(Condition.Not not) {
        return new Sentences(zone, asOf, wanted.other()).of(not.inner());
    }

    @Override
    public String memberOf(Condition.MemberOf memberOf) {
        return "is " + wanted.say("a", "not a") + " member of " + memberOf.segment();
    }

    @Override
    public String compare(Condition.Compare compare) {
        return phrases.subject(compare.left())
                + is()
                + relation(compare)
                + phrases.of(compare.right())
                + (compare.left().type().kind() == DataType.Kind.STRING && compare.comparison() != Comparison.IS
                        ? " in the order of texts"
                        : "")
                + letters(compare.letters());
    }

    private static String relation(Condition.Compare compare) {
        if (compare.comparison() == Comparison.IS) {
            return compare.right() instanceof Operand.Constant ? "" : "the same as ";
        }
        if (compare.left().type().isNumeric()) {
            return switch (compare.comparison()) {
                case IS -> "";
                case LESS_THAN -> "less than ";
                case AT_MOST -> "at most ";
                case MORE_THAN -> "more than ";
                case AT_LEAST -> "at least ";
            };
        }
        boolean byDay = compare.left().type().kind() == DataType.Kind.DATE
                || compare.right().type().kind() == DataType.Kind.DATE;
        return switch (compare.comparison()) {
            case IS -> "";
            case LESS_THAN -> "before ";
            case AT_MOST -> byDay ? "on or before " : "at or before ";
            case MORE_THAN -> "after ";
            case AT_LEAST -> byDay ? "on or after " : "at or after ";
        };
    }

    @Override
    public String oneOf(Condition.OneOf oneOf) {
        String of = oneOf.values().size() == 1 ? is() : wanted.say(" is one of ", " is none of ");
        return phrases.subject(oneOf.left()) + of + phrases.list(oneOf.values()) + letters(oneOf.letters());
    }

    @Override
    public String between(Condition.Between between) {
        return phrases.subject(between.left()) + is() + "from " + phrases.of(between.low()) + " to "
                + phrases.of(between.high())
                + (between.left().type().kind() == DataType.Kind.STRING ? " in the order of texts" : "");
    }

    @Override
    public String text(Condition.Text text) {
        String verb =
                switch (text.test()) {
                    case CONTAINS -> wanted.say(" contains ", " does not contain ");
                    case STARTS_WITH -> wanted.say(" starts with ", " does not start with ");
                    case ENDS_WITH -> wanted.say(" ends with ", " does not end with ");
                    case MATCHES -> wanted.say(" matches the pattern ", " does not match the pattern ");
                };
        return phrases.subject(text.left()) + verb + Phrases.quoted(text.text()) + letters(text.letters());
    }

    @Override
    public String isSet(Condition.IsSet isSet) {
        return phrases.subject(isSet.left()) + wanted.say(" has a value", " has no value");
    }

    @Override
    public String within(Condition.Within within) {
        return phrases.subject(within.left()) + is() + phrases.window(within.window());
    }

    @Override
    public String anniversary(Condition.Anniversary anniversary) {
        return "the anniversary of " + phrases.subject(anniversary.left()) + is()
                + phrases.window(anniversary.window());
    }

    @Override
    public String has(Condition.Has has) {
        return wanted.say("has ", "has no ") + phrases.rows(has.rows());
    }
}
