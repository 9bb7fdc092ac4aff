package io.segmill.core.binding;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Warns of conditions that their own words make always or never met; it looks for the plain cases, it proves nothing. */
final class Contradictions {
    private static final String FIX = "delete it, or say what was meant";

    private final Problems problems;

    Contradictions(Problems problems) {
        this.problems = problems;
    }

    /** What constraints are kept by: spans of texts are compared either by letter case or without it. */
    private record Subject(Operand operand, LetterCase letters) {}

    private record Found(Span span, SourceLocation location) {}

    void look(ConditionDefinition.Group group, List<Optional<Condition>> parts) {
        Map<Condition, SourceLocation> seen = new HashMap<>();
        Map<Subject, Found> spans = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).isEmpty()) {
                continue;
            }
            Condition part = parts.get(i).get();
            SourceLocation location = group.parts().get(i).location();
            lookForEveryone(group.logic(), part, location);
            SourceLocation opposite = seen.get(negated(part));
            if (opposite != null) {
                tellOpposites(group.logic(), location, opposite);
            }
            seen.putIfAbsent(part, location);
            if (group.logic() == ConditionDefinition.Logic.ALL) {
                lookForGap(spans, part, location);
            }
        }
    }

    private void lookForEveryone(ConditionDefinition.Logic logic, Condition part, SourceLocation location) {
        if (!(part instanceof Condition.Everyone)) {
            return;
        }
        switch (logic) {
            case ALL -> {}
            case ANY ->
                problems.warning(Code.ALWAYS_MET, location, "'any' with 'everyone' in its list is always met", FIX);
            case NONE ->
                problems.warning(Code.NEVER_MET, location, "'none' with 'everyone' in its list is never met", FIX);
        }
    }

    private void tellOpposites(ConditionDefinition.Logic logic, SourceLocation location, SourceLocation opposite) {
        String these = "this is the opposite of the condition in line " + opposite.line() + ": ";
        switch (logic) {
            case ALL -> problems.warning(Code.NEVER_MET, location, these + "both are never met together", FIX);
            case ANY -> problems.warning(Code.ALWAYS_MET, location, these + "one of the two is always met", FIX);
            case NONE -> problems.warning(Code.NEVER_MET, location, these + "one of the two is always met", FIX);
        }
    }

    private void lookForGap(Map<Subject, Found> spans, Condition part, SourceLocation location) {
        Optional<Span> span = Span.of(part);
        if (span.isEmpty()) {
            return;
        }
        Subject subject = subject(part);
        Found before = spans.get(subject);
        if (before == null) {
            spans.put(subject, new Found(span.get(), location));
        } else if (before.span().isApartFrom(span.get())) {
            problems.warning(
                    Code.NEVER_MET,
                    location,
                    "no value meets this and what is asked of it from line "
                            + before.location().line() + " on",
                    FIX);
        } else {
            spans.put(subject, new Found(before.span().within(span.get()), before.location()));
        }
    }

    private static Subject subject(Condition part) {
        if (part instanceof Condition.Compare compare) {
            return new Subject(compare.left(), compare.letters());
        }
        return new Subject(((Condition.Between) part).left(), LetterCase.EXACT);
    }

    private static Condition negated(Condition condition) {
        return condition instanceof Condition.Not not ? not.inner() : new Condition.Not(condition);
    }

    void look(ConditionDefinition.Not definition, Condition inner) {
        if (inner instanceof Condition.Everyone) {
            problems.warning(Code.NEVER_MET, definition.location(), "'not' everyone is never met", FIX);
        }
    }

    void look(ConditionDefinition.Test definition, Condition condition) {
        Condition plain = condition instanceof Condition.Not not ? not.inner() : condition;
        Optional<Operand> left = left(plain);
        Optional<Span> asked = Span.of(plain);
        if (left.isEmpty() || asked.isEmpty()) {
            return;
        }
        Optional<Span> possible = Span.possible(left.get());
        boolean never = (possible.isPresent() && possible.get().isApartFrom(asked.get()))
                || (isWhole(left.get()) && asked.get().isBetweenWholeNumbers());
        boolean always = isNeverMissing(left.get()) && asked.get().covers(possible.orElseThrow());
        if (!never && !always) {
            return;
        }
        boolean met = condition == plain ? always : never;
        String operator = definition.operator().key().shown();
        String described = OperandChecker.described(definition.left());
        problems.warning(
                met ? Code.ALWAYS_MET : Code.NEVER_MET,
                definition.operator().location(),
                operator + " is " + (met ? "always" : "never") + " met: " + described
                        + (never ? " has no such value" : " has no other value"),
                FIX);
    }

    private static Optional<Operand> left(Condition condition) {
        if (condition instanceof Condition.Compare compare) {
            return Optional.of(compare.left());
        }
        return condition instanceof Condition.Between between ? Optional.of(between.left()) : Optional.empty();
    }

    private static boolean isNeverMissing(Operand operand) {
        return operand instanceof Operand.Aggregate aggregate
                && (aggregate.function() == AggregateFunction.COUNT
                        || aggregate.function() == AggregateFunction.COUNT_DISTINCT);
    }

    private static boolean isWhole(Operand operand) {
        return switch (operand.type().kind()) {
            case INT, BIGINT -> true;
            case BOOLEAN, DOUBLE, DECIMAL, STRING, DATE, TIMESTAMP -> false;
        };
    }
}
