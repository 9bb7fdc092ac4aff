package io.segmill.core.checking;

import io.segmill.core.binding.ColumnsChecker;
import io.segmill.core.binding.Constants;
import io.segmill.core.binding.Literals;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.project.Activation;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks one segment's file. */
final class SegmentChecker {
    private static final Map<String, Segment.State> STATES =
            Map.of("active", Segment.State.ACTIVE, "inactive", Segment.State.INACTIVE);
    private static final Map<String, Segment.Type> TYPES = Map.of(
            "dynamic", Segment.Type.DYNAMIC,
            "static", Segment.Type.STATIC,
            "expansion", Segment.Type.EXPANSION);

    private final SelectionChecker selections;
    private final ColumnsChecker columns;
    private final Constants constants;
    private final Literals literals;
    private final Problems problems;

    SegmentChecker(SelectionChecker selections, ColumnsChecker columns, Constants constants, Problems problems) {
        this.selections = selections;
        this.columns = columns;
        this.constants = constants;
        this.literals = new Literals(problems);
        this.problems = problems;
    }

    /** Empty, and told, when it cannot be evaluated. */
    Optional<Segment> check(SegmentDefinition definition) {
        Optional<Segment.Type> type = definition.type().isEmpty()
                ? Optional.of(Segment.Type.DYNAMIC)
                : literals.choice("type", definition.type().get(), TYPES);
        for (Literal tag : definition.tags()) {
            if (tag.value().isBlank()) {
                literals.bad(tag, "a tag is empty", "write a word, or delete it");
            }
        }
        List<OutputColumn> shown = columns.check(definition.columns());
        definition.expansion().ifPresent(expansion -> {
            String owner = "the extract of an expansion";
            columns.keepFree(Segment.SIMILARITY_HEADER, owner, "this", definition.columns(), Optional.empty());
            columns.keepFree(Segment.SIMILARITY_HEADER, owner, definition.location());
        });
        Optional<Activation> activation = activation(definition);
        Optional<Selection> selection = selections.check(definition, type.orElseGet(() -> meant(definition)));
        return type.flatMap(found -> selection.flatMap(chosen -> activation.map(active -> new Segment(
                definition.id(),
                definition.name().map(Literal::value).orElse(definition.id()),
                definition.description().map(Literal::value).orElse(""),
                found,
                active,
                definition.tags().stream().map(Literal::value).distinct().toList(),
                shown,
                chosen,
                definition.file(),
                definition.hash()))));
    }

    /** Where the type's name is wrong, so that one mistake is told once. */
    private static Segment.Type meant(SegmentDefinition definition) {
        if (definition.expansion().isPresent()) {
            return Segment.Type.EXPANSION;
        }
        return definition.members().isPresent() ? Segment.Type.STATIC : Segment.Type.DYNAMIC;
    }

    private Optional<Activation> activation(SegmentDefinition definition) {
        Segment.State state = definition
                .state()
                .flatMap(literal -> literals.choice("state", literal, STATES))
                .orElse(Segment.State.ACTIVE);
        Optional<Instant> on = definition.activateAt().flatMap(at -> constants.moment(at, "'activate-at'"));
        Optional<Instant> off = definition.deactivateAt().flatMap(at -> constants.moment(at, "'deactivate-at'"));
        if (on.isPresent() && on.equals(off)) {
            problems.error(
                    Code.BAD_VALUE,
                    definition.deactivateAt().orElseThrow().location(),
                    "'activate-at' and 'deactivate-at' are the same moment",
                    "put one of them later, or delete it");
            return Optional.empty();
        }
        return Optional.of(new Activation(state, on, off));
    }
}
