package io.segmill.core.reading;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.definition.OutputColumnDefinition;
import io.segmill.core.definition.RowsDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.reading.yaml.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads constants, attributes and aggregates, in conditions and as columns. */
final class OperandReader {
    private final Function<Node, ConditionDefinition> conditions;
    private final Problems problems;

    /** @param conditions reads the {@code where} of aggregates */
    OperandReader(Function<Node, ConditionDefinition> conditions, Problems problems) {
        this.conditions = conditions;
        this.problems = problems;
    }

    /** What stands right of an operator. */
    OperandDefinition operand(Node node, String place) {
        if (node instanceof Node.Leaf leaf) {
            return new OperandDefinition.Constant(leaf.literal());
        }
        if (node instanceof Node.Sequence list) {
            problems.error(
                    Code.WRONG_SHAPE,
                    list.location(),
                    place + " takes one value here, found a list",
                    "write a constant, {attribute: PATH} or an aggregate");
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return new OperandDefinition.Broken(node.location());
        }
        Optional<Literal> head = operandHead(mapping, place + " takes a constant, ", "write a constant, ");
        return head.flatMap(key -> {
                    Fields fields = fields(key, mapping, Vocabulary.ATTRIBUTE_OPERAND, Vocabulary.AGGREGATE_OPERAND);
                    return operand(key, fields).map(plain -> adjusted(plain, fields));
                })
                .orElseGet(() -> new OperandDefinition.Broken(node.location()));
    }

    private static OperandDefinition adjusted(OperandDefinition operand, Fields fields) {
        Optional<Literal> times = fields.literal("times");
        Optional<Literal> plus = fields.literal("plus");
        return times.isEmpty() && plus.isEmpty() ? operand : new OperandDefinition.Adjusted(operand, times, plus);
    }

    /** What a limit ranks by: an attribute or an aggregate. */
    OperandDefinition ranked(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return operandHead(mapping, "'by' takes ", "write ")
                    .flatMap(head -> operand(
                            head, fields(head, mapping, Vocabulary.RANKED_ATTRIBUTE, Vocabulary.RANKED_AGGREGATE)))
                    .orElseGet(() -> new OperandDefinition.Broken(node.location()));
        }
        if (!(node instanceof Node.Broken)) {
            String written = node instanceof Node.Leaf leaf && leaf.literal().kind() == Literal.Kind.TEXT
                    ? leaf.literal().written()
                    : "PATH";
            problems.error(
                    Code.WRONG_SHAPE,
                    node.location(),
                    "'by' takes an attribute or an aggregate, found " + node.shape(),
                    "write by: {attribute: " + written + "}, or by: {sum: PATH}");
        }
        return new OperandDefinition.Broken(node.location());
    }

    private Fields fields(Literal head, Node.Mapping mapping, Keys ofAttribute, Keys ofAggregate) {
        return Fields.of(mapping, head.value().equals("attribute") ? ofAttribute : ofAggregate, problems)
                .orElseThrow();
    }

    /** The one key that says what an operand is; empty, and told, when there is none or more. */
    private Optional<Literal> operandHead(Node.Mapping mapping, String takes, String write) {
        List<Literal> heads = mapping.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> Vocabulary.OPERAND_HEADS.contains(key.value()))
                .toList();
        if (heads.size() == 1) {
            Literal head = heads.get(0);
            if (Vocabulary.OPERAND_HEADS.later().contains(head.value())) {
                Fields.notAvailable(head, problems);
                return Optional.empty();
            }
            return Optional.of(head);
        }
        String fix = write + "{attribute: PATH} or an aggregate such as {sum: PATH}";
        if (heads.isEmpty() && hasStrangeKeys(mapping)) {
            return Optional.empty();
        }
        if (heads.isEmpty()) {
            problems.error(
                    Code.AMBIGUOUS_CONDITION,
                    mapping.location(),
                    takes + "an attribute or an aggregate that has a value, found "
                            + (mapping.entries().isEmpty()
                                    ? "an empty mapping"
                                    : "a mapping of "
                                            + listed(mapping.entries().stream()
                                                    .map(Node.Entry::key)
                                                    .toList())),
                    fix);
        } else {
            problems.error(
                    Code.AMBIGUOUS_CONDITION,
                    heads.get(1).location(),
                    takes + "an attribute or an aggregate, found " + heads.size() + ": " + listed(heads),
                    fix);
        }
        return Optional.empty();
    }

    Optional<OperandDefinition> operand(Literal head, Fields fields) {
        return switch (head.value()) {
            case "attribute" ->
                fields.literal("attribute").map(path -> new OperandDefinition.Attribute(path, fields.literal("part")));
            default -> {
                AggregateFunction function = Vocabulary.FUNCTIONS.get(head.value());
                yield rows(fields, head).map(rows -> new OperandDefinition.Aggregate(function, rows));
            }
        };
    }

    Optional<RowsDefinition> rows(Fields fields, Literal head) {
        Optional<ConditionDefinition> where = fields.node("where").map(conditions);
        Optional<Literal> within = fields.literal("within");
        return fields.literal(head.value()).map(path -> new RowsDefinition(head, path, where, within));
    }

    /** A path, or a mapping with {@code as}; empty when it is broken, which has been told. */
    Optional<OutputColumnDefinition> column(Node node) {
        if (node instanceof Node.Leaf leaf && leaf.literal().kind() != Literal.Kind.NOTHING) {
            Literal path = leaf.literal();
            return Optional.of(
                    new OutputColumnDefinition(new OperandDefinition.Attribute(path, Optional.empty()), path));
        }
        if (!(node instanceof Node.Mapping mapping)) {
            if (!(node instanceof Node.Broken)) {
                problems.error(
                        Code.WRONG_SHAPE,
                        node.location(),
                        "a column is a path or a mapping, found " + node.shape(),
                        "write a path, such as address.state, or {sum: PATH, as: NAME}");
            }
            return Optional.empty();
        }
        Optional<Literal> head = operandHead(mapping, "a column takes ", "write ");
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = fields(head.get(), mapping, Vocabulary.OUTPUT_ATTRIBUTE, Vocabulary.OUTPUT_AGGREGATE);
        Optional<Literal> header = fields.literal("as");
        return operand(head.get(), fields)
                .map(value -> new OutputColumnDefinition(
                        value,
                        header.or(() -> fields.literal(head.get().value())).orElseThrow()));
    }

    private boolean hasStrangeKeys(Node.Mapping mapping) {
        List<Literal> strange = mapping.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> !Vocabulary.HEADS.contains(key.value())
                        && !Vocabulary.OUTPUT_AGGREGATE.contains(key.value())
                        && !Vocabulary.OUTPUT_ATTRIBUTE.contains(key.value()))
                .toList();
        strange.forEach(key -> Fields.check(key, Vocabulary.OPERAND_HEADS, problems));
        return !strange.isEmpty();
    }

    private static String listed(List<Literal> keys) {
        return keys.stream().map(Literal::shown).collect(Collectors.joining(", "));
    }
}
