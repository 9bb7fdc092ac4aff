package io.segmill.core.reading;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.TextTest;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperatorDefinition;
import io.segmill.core.definition.Polarity;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.reading.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an operator with what stands right of it. Empty, and told, when it cannot be read. */
final class OperatorReader {
    private final OperandReader operands;
    private final Problems problems;

    OperatorReader(OperandReader operands, Problems problems) {
        this.operands = operands;
        this.problems = problems;
    }

    /** @param fields the mapping that the entry is of */
    Optional<OperatorDefinition> operator(Node.Entry entry, Fields fields) {
        Literal key = entry.key();
        return switch (key.value()) {
            case "is" -> compare(entry, Comparison.IS, Polarity.PLAIN);
            case "is-not" -> compare(entry, Comparison.IS, Polarity.COMPLEMENT);
            case "less-than" -> compare(entry, Comparison.LESS_THAN, Polarity.PLAIN);
            case "at-most" -> compare(entry, Comparison.AT_MOST, Polarity.PLAIN);
            case "more-than" -> compare(entry, Comparison.MORE_THAN, Polarity.PLAIN);
            case "at-least" -> compare(entry, Comparison.AT_LEAST, Polarity.PLAIN);
            case "in" -> oneOf(entry, Polarity.PLAIN);
            case "not-in" -> oneOf(entry, Polarity.COMPLEMENT);
            case "between" -> between(entry);
            case "contains" -> text(key, TextTest.CONTAINS, fields);
            case "starts-with" -> text(key, TextTest.STARTS_WITH, fields);
            case "ends-with" -> text(key, TextTest.ENDS_WITH, fields);
            case "matches" -> text(key, TextTest.MATCHES, fields);
            case "is-set" -> isSet(key, fields);
            case "within" -> fields.literal("within").map(window -> new OperatorDefinition.Within(key, window));
            case "anniversary" ->
                fields.literal("anniversary").map(window -> new OperatorDefinition.Anniversary(key, window));
            default -> {
                Fields.notAvailable(key, problems);
                yield Optional.empty();
            }
        };
    }

    private Optional<OperatorDefinition> compare(Node.Entry entry, Comparison comparison, Polarity polarity) {
        Literal key = entry.key();
        if (entry.value() instanceof Node.Sequence list) {
            String fix = comparison != Comparison.IS
                    ? "write one value, or between: [low, high]"
                    : polarity == Polarity.PLAIN
                            ? "for one of several write in: […]"
                            : "for none of several write not-in: […]";
            problems.error(
                    Code.WRONG_SHAPE, list.location(), "'" + key.value() + "' takes one value, found a list", fix);
            return Optional.empty();
        }
        return Optional.of(new OperatorDefinition.Compare(
                key, comparison, polarity, operands.operand(entry.value(), "'" + key.value() + "'")));
    }

    private Optional<OperatorDefinition> oneOf(Node.Entry entry, Polarity polarity) {
        String word = entry.key().value();
        if (!(entry.value() instanceof Node.Sequence list)) {
            if (!(entry.value() instanceof Node.Broken)) {
                String one = polarity == Polarity.PLAIN ? "is" : "is-not";
                problems.error(
                        Code.WRONG_SHAPE,
                        entry.value().location(),
                        "'" + word + "' takes a list, found " + entry.value().shape(),
                        "write " + word + ": [a, b], or " + one + " for a single value");
            }
            return Optional.empty();
        }
        if (list.items().isEmpty()) {
            problems.error(
                    Code.EMPTY_LIST,
                    list.location(),
                    "the list '" + word + "' is empty",
                    polarity == Polarity.PLAIN
                            ? "add a value; for nobody write not: {everyone: true}"
                            : "add a value; for everybody write everyone: true");
            return Optional.empty();
        }
        List<Literal> values = new ArrayList<>();
        for (Node item : list.items()) {
            if (item instanceof Node.Leaf leaf) {
                values.add(leaf.literal());
            } else if (!(item instanceof Node.Broken)) {
                problems.error(
                        Code.WRONG_SHAPE,
                        item.location(),
                        "'" + word + "' lists constants, found " + item.shape(),
                        "write a value; compare with attributes and aggregates by is, in a list under 'any:'");
            }
        }
        return values.size() == list.items().size()
                ? Optional.of(new OperatorDefinition.OneOf(entry.key(), polarity, values))
                : Optional.empty();
    }

    private Optional<OperatorDefinition> between(Node.Entry entry) {
        if (!(entry.value() instanceof Node.Sequence list) || list.items().size() != 2) {
            if (!(entry.value() instanceof Node.Broken)) {
                String found = entry.value() instanceof Node.Sequence list
                        ? "a list of " + list.items().size()
                        : entry.value().shape();
                problems.error(
                        Code.WRONG_SHAPE,
                        entry.value().location(),
                        "'between' takes a list of two ends, found " + found,
                        "write between: [low, high]");
            }
            return Optional.empty();
        }
        return Optional.of(new OperatorDefinition.Between(
                entry.key(),
                operands.operand(list.items().get(0), "'between'"),
                operands.operand(list.items().get(1), "'between'")));
    }

    private static Optional<OperatorDefinition> text(Literal key, TextTest test, Fields fields) {
        return fields.constant(key.value()).map(text -> new OperatorDefinition.Text(key, test, text));
    }

    private Optional<OperatorDefinition> isSet(Literal key, Fields fields) {
        Optional<Literal> said = fields.literal("is-set");
        if (said.isEmpty()) {
            return Optional.empty();
        }
        if (said.get().kind() != Literal.Kind.TRUTH) {
            problems.error(
                    Code.BAD_VALUE,
                    said.get().location(),
                    "'is-set' is true or false, found " + said.get().shown(),
                    "write is-set: true for a value, is-set: false for none");
            return Optional.empty();
        }
        return Optional.of(
                new OperatorDefinition.IsSet(key, isTrue(said.get()) ? Polarity.PLAIN : Polarity.COMPLEMENT));
    }

    private static boolean isTrue(Literal literal) {
        return literal.value().equalsIgnoreCase("true");
    }
}
