package io.segmill.core.checking;

import io.segmill.core.binding.ColumnsChecker;
import io.segmill.core.binding.ConditionChecker;
import io.segmill.core.binding.Literals;
import io.segmill.core.binding.Scope;
import io.segmill.core.condition.Condition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks one segment's file. */
final class SegmentChecker {
    private static final Map<String, Segment.State> STATES =
            Map.of("active", Segment.State.ACTIVE, "inactive", Segment.State.INACTIVE);
    private static final Map<String, Optional<Segment.Type>> TYPES = Map.of(
            "dynamic",
            Optional.of(Segment.Type.DYNAMIC),
            "static",
            Optional.of(Segment.Type.STATIC),
            "expansion",
            Optional.empty());

    private final ConditionChecker conditions;
    private final ColumnsChecker columns;
    private final Scope customer;
    private final Problems problems;

    SegmentChecker(ConditionChecker conditions, ColumnsChecker columns, Scope customer, Problems problems) {
        this.conditions = conditions;
        this.columns = columns;
        this.customer = customer;
        this.problems = problems;
    }

    /** Empty, and told, when it cannot be evaluated. */
    Optional<Segment> check(SegmentDefinition definition) {
        Literals literals = new Literals(problems);
        Optional<Segment.Type> type = definition.type().isEmpty()
                ? Optional.of(Segment.Type.DYNAMIC)
                : type(definition.type().get(), literals);
        Segment.State state = definition
                .state()
                .flatMap(literal -> literals.choice("state", literal, STATES))
                .orElse(Segment.State.ACTIVE);
        for (Literal tag : definition.tags()) {
            if (tag.value().isBlank()) {
                literals.bad(tag, "a tag is empty", "write a word, or delete it");
            }
        }
        List<OutputColumn> shown = columns.check(definition.columns());
        Optional<Condition> where = definition.where().flatMap(condition -> conditions.check(condition, customer));
        return type.flatMap(found -> where.map(condition -> new Segment(
                definition.id(),
                definition.name().map(Literal::value).orElse(definition.id()),
                definition.description().map(Literal::value).orElse(""),
                found,
                state,
                definition.tags().stream().map(Literal::value).distinct().toList(),
                shown,
                condition,
                definition.file(),
                definition.hash())));
    }

    private Optional<Segment.Type> type(Literal literal, Literals literals) {
        Optional<Optional<Segment.Type>> type = literals.choice("type", literal, TYPES);
        if (type.isPresent() && type.get().isEmpty()) {
            problems.error(
                    Code.NOT_AVAILABLE_YET,
                    literal.location(),
                    "the type " + literal.shown() + " is not available yet in this version of Segmill",
                    "write type: dynamic or static");
        }
        return type.flatMap(found -> found);
    }
}
