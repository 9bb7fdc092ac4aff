package io.segmill.core.reading;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.TextTest;
import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.definition.OperatorDefinition;
import io.segmill.core.definition.Options;
import io.segmill.core.definition.OutputColumnDefinition;
import io.segmill.core.definition.Polarity;
import io.segmill.core.definition.RowsDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads conditions, and the operands in them and in columns. */
final class ConditionReader {
    private final Problems problems;

    ConditionReader(Problems problems) {
        this.problems = problems;
    }

    ConditionDefinition condition(Node node) {
        return node.match(new Node.Cases<>() {
            @Override
            public ConditionDefinition mapping(Node.Mapping mapping) {
                return headed(mapping);
            }

            @Override
            public ConditionDefinition sequence(Node.Sequence sequence) {
                return told(
                        Code.WRONG_SHAPE,
                        sequence.location(),
                        "a condition is due here, found a list",
                        "say how its items count: put the list under 'all:' (or 'any:')");
            }

            @Override
            public ConditionDefinition leaf(Node.Leaf leaf) {
                return told(
                        Code.WRONG_SHAPE,
                        leaf.location(),
                        "a condition is due here, found " + leaf.shape(),
                        "write a mapping, such as {attribute: PATH, is: VALUE} or {everyone: true}");
            }

            @Override
            public ConditionDefinition broken(Node.Broken broken) {
                return new ConditionDefinition.Broken(broken.location());
            }
        });
    }

    private ConditionDefinition headed(Node.Mapping mapping) {
        Set<String> words = Vocabulary.HEADS.all();
        List<Literal> heads = new ArrayList<>(mapping.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> words.contains(key.value()))
                .toList());
        if (heads.size() > 1) {
            heads.removeIf(key -> key.value().equals("at-least"));
        }
        if (heads.isEmpty()) {
            return headless(mapping);
        }
        if (heads.size() > 1) {
            return told(
                    Code.AMBIGUOUS_CONDITION,
                    heads.get(1).location(),
                    "a condition has one head, this one has " + heads.size() + ": " + listed(heads),
                    "make each an item of its own in a list under 'all:' (or 'any:')");
        }
        Literal head = heads.get(0);
        if (Vocabulary.HEADS.later().contains(head.value())) {
            Fields.notAvailable(head, problems);
            return new ConditionDefinition.Broken(head.location());
        }
        return switch (head.value()) {
            case "all" -> group(ConditionDefinition.Logic.ALL, head, mapping);
            case "any" -> group(ConditionDefinition.Logic.ANY, head, mapping);
            case "none" -> group(ConditionDefinition.Logic.NONE, head, mapping);
            case "not" -> not(head, mapping);
            case "at-least" -> atLeast(head, mapping);
            case "everyone" -> everyone(head, mapping);
            case "member-of" -> memberOf(head, mapping);
            case "has" -> has(Polarity.PLAIN, head, mapping);
            case "has-no" -> has(Polarity.COMPLEMENT, head, mapping);
            case "attribute" -> test(head, mapping, Vocabulary.ATTRIBUTE, Set.of());
            default -> test(head, mapping, Vocabulary.AGGREGATE, Set.of("within"));
        };
    }

    private ConditionDefinition headless(Node.Mapping mapping) {
        Keys beside = Vocabulary.ATTRIBUTE;
        List<Literal> keys = mapping.entries().stream().map(Node.Entry::key).toList();
        List<Literal> strange = keys.stream()
                .filter(key ->
                        !beside.all().contains(key.value()) && !key.value().equals("where"))
                .toList();
        if (!strange.isEmpty()) {
            strange.forEach(key -> Fields.check(key, Vocabulary.HEADS, problems));
            return new ConditionDefinition.Broken(mapping.location());
        }
        return told(
                Code.AMBIGUOUS_CONDITION,
                mapping.location(),
                keys.isEmpty() ? "an empty condition" : "a condition without a head: it only says " + listed(keys),
                "say what is asked about: " + String.join(", ", new TreeSet<>(Vocabulary.HEADS.known())));
    }

    private ConditionDefinition group(ConditionDefinition.Logic logic, Literal head, Node.Mapping mapping) {
        return new ConditionDefinition.Group(logic, parts(alone(head, mapping), head.value()), head.location());
    }

    private List<ConditionDefinition> parts(Fields fields, String key) {
        return fields.items(key).stream().map(this::condition).toList();
    }

    private ConditionDefinition not(Literal head, Node.Mapping mapping) {
        return alone(head, mapping)
                .node("not")
                .<ConditionDefinition>map(inner -> new ConditionDefinition.Not(condition(inner), head.location()))
                .orElseGet(() -> new ConditionDefinition.Broken(head.location()));
    }

    private ConditionDefinition atLeast(Literal head, Node.Mapping mapping) {
        Optional<Fields> fields = alone(head, mapping).fields("at-least", Vocabulary.AT_LEAST);
        if (fields.isEmpty()) {
            return new ConditionDefinition.Broken(head.location());
        }
        String fix = "write at-least: {count: 2, of: [CONDITION, CONDITION, …]}";
        Optional<Literal> count = fields.get().neededLiteral("count", fix);
        fields.get().tellWhenAbsent("of", fix);
        List<ConditionDefinition> parts = parts(fields.get(), "of");
        return count.<ConditionDefinition>map(number -> new ConditionDefinition.AtLeast(number, parts, head.location()))
                .orElseGet(() -> new ConditionDefinition.Broken(head.location()));
    }

    private ConditionDefinition everyone(Literal head, Node.Mapping mapping) {
        Optional<Literal> said = alone(head, mapping).literal("everyone");
        if (said.isEmpty()) {
            return new ConditionDefinition.Broken(head.location());
        }
        if (said.get().kind() != Literal.Kind.TRUTH || !isTrue(said.get())) {
            return told(
                    Code.BAD_VALUE,
                    said.get().location(),
                    "'everyone' is true or not there, found " + said.get().shown(),
                    "write everyone: true, or not: {everyone: true} for nobody");
        }
        return new ConditionDefinition.Everyone(head.location());
    }

    private ConditionDefinition memberOf(Literal head, Node.Mapping mapping) {
        return fields(mapping, Vocabulary.MEMBER_OF)
                .literal("member-of")
                .<ConditionDefinition>map(segment -> new ConditionDefinition.MemberOf(segment, head.location()))
                .orElseGet(() -> new ConditionDefinition.Broken(head.location()));
    }

    private ConditionDefinition has(Polarity polarity, Literal head, Node.Mapping mapping) {
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().value();
            if (!Vocabulary.HAS.known().contains(key)
                    && Vocabulary.OPERATORS.known().contains(key)) {
                return told(
                        Code.UNKNOWN_OPERATOR,
                        entry.key().location(),
                        "'" + head.value() + "' takes no operator, found "
                                + entry.key().shown(),
                        "count the rows instead: {count: PATH, " + key + ": …}");
            }
        }
        return rows(fields(mapping, Vocabulary.HAS), head)
                .<ConditionDefinition>map(rows -> new ConditionDefinition.Has(polarity, rows))
                .orElseGet(() -> new ConditionDefinition.Broken(head.location()));
    }

    /** @param taken operators' words that mean something else beside this head */
    private ConditionDefinition test(Literal head, Node.Mapping mapping, Keys keys, Set<String> taken) {
        List<Node.Entry> operators = mapping.entries().stream()
                .filter(entry -> Vocabulary.OPERATORS.all().contains(entry.key().value()))
                .filter(entry -> !taken.contains(entry.key().value()))
                .toList();
        boolean strange = false;
        for (Node.Entry entry : mapping.entries()) {
            if (!keys.all().contains(entry.key().value())) {
                strange = true;
                unknown(entry.key(), head, keys, operators.isEmpty());
            }
        }
        Fields fields = Fields.checked(mapping, "'" + head.value() + "'", problems);
        Optional<OperandDefinition> left = operand(head, fields);
        if (operators.size() > 1) {
            List<Literal> found = operators.stream().map(Node.Entry::key).toList();
            return told(
                    Code.AMBIGUOUS_CONDITION,
                    found.get(1).location(),
                    "'" + head.value() + "' takes one operator, found " + found.size() + ": " + listed(found),
                    "make each a condition of its own in a list under 'all:', or use between: [low, high]");
        }
        if (operators.isEmpty()) {
            return strange
                    ? new ConditionDefinition.Broken(head.location())
                    : told(
                            Code.MISSING_KEY,
                            head.location(),
                            "'" + head.value() + "' needs an operator",
                            operatorFix(head, taken));
        }
        Optional<OperatorDefinition> operator = operator(operators.get(0), fields);
        if (left.isEmpty() || operator.isEmpty()) {
            return new ConditionDefinition.Broken(head.location());
        }
        Optional<Options.Option> ignoreCase =
                fields.literal("ignore-case").map(value -> new Options.Option(fields.key("ignore-case"), value));
        return new ConditionDefinition.Test(left.get(), operator.get(), ignoreCase, head.location());
    }

    private static String operatorFix(Literal head, Set<String> taken) {
        String all = Vocabulary.OPERATORS.known().stream()
                .filter(word -> !taken.contains(word))
                .sorted()
                .collect(Collectors.joining(", "));
        return head.value().equals("count")
                ? "add one, such as at-least: 1 (or write has: PATH); there are " + all
                : "add one, such as is: VALUE; there are " + all;
    }

    private void unknown(Literal key, Literal head, Keys keys, boolean instead) {
        if (!instead) {
            Fields.check(key, keys, problems);
            return;
        }
        problems.error(
                Code.UNKNOWN_OPERATOR,
                key.location(),
                "unknown operator " + key.shown() + " beside '" + head.value() + "'",
                keys.synonym(key.value())
                        .map(ours -> "did you mean '" + ours + "'?")
                        .orElseGet(() -> NearestName.fix(key.value(), Vocabulary.OPERATORS.known(), "")));
    }

    private Optional<OperatorDefinition> operator(Node.Entry entry, Fields fields) {
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
                key, comparison, polarity, operand(entry.value(), "'" + key.value() + "'")));
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
                operand(list.items().get(0), "'between'"),
                operand(list.items().get(1), "'between'")));
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

    /** What stands right of an operator. */
    private OperandDefinition operand(Node node, String place) {
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
        return operandHead(mapping, place)
                .flatMap(head -> {
                    Keys keys = head.value().equals("attribute")
                            ? Vocabulary.ATTRIBUTE_OPERAND
                            : Vocabulary.AGGREGATE_OPERAND;
                    return operand(head, fields(mapping, keys));
                })
                .orElseGet(() -> new OperandDefinition.Broken(node.location()));
    }

    /** The one key that says what an operand is; empty, and told, when there is none or more. */
    private Optional<Literal> operandHead(Node.Mapping mapping, String place) {
        List<Literal> heads = mapping.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> Vocabulary.OPERAND_HEADS.all().contains(key.value()))
                .toList();
        if (heads.size() == 1) {
            Literal head = heads.get(0);
            if (Vocabulary.OPERAND_HEADS.later().contains(head.value())) {
                Fields.notAvailable(head, problems);
                return Optional.empty();
            }
            return Optional.of(head);
        }
        String fix = "write a constant, {attribute: PATH} or an aggregate such as {sum: PATH}";
        if (heads.isEmpty()) {
            problems.error(
                    Code.AMBIGUOUS_CONDITION,
                    mapping.location(),
                    place + " takes a constant, an attribute or an aggregate that has a value, found "
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
                    place + " takes one value, found " + heads.size() + ": " + listed(heads),
                    fix);
        }
        return Optional.empty();
    }

    private Optional<OperandDefinition> operand(Literal head, Fields fields) {
        return switch (head.value()) {
            case "attribute" ->
                fields.literal("attribute").map(path -> new OperandDefinition.Attribute(path, fields.literal("part")));
            case "count" -> rows(fields, head).map(OperandDefinition.Count::new);
            case "sum" -> rows(fields, head).map(OperandDefinition.Sum::new);
            default -> throw new IllegalStateException("no operand: " + head.value());
        };
    }

    private Optional<RowsDefinition> rows(Fields fields, Literal head) {
        Optional<ConditionDefinition> where = fields.node("where").map(this::condition);
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
        Optional<Literal> head = operandHead(mapping, "a column");
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = fields(
                mapping,
                head.get().value().equals("attribute") ? Vocabulary.OUTPUT_ATTRIBUTE : Vocabulary.OUTPUT_AGGREGATE);
        Optional<Literal> header = fields.literal("as");
        return operand(head.get(), fields)
                .map(value -> new OutputColumnDefinition(
                        value,
                        header.or(() -> fields.literal(head.get().value())).orElseThrow()));
    }

    private Fields fields(Node.Mapping mapping, Keys keys) {
        return Fields.of(mapping, keys, problems).orElseThrow();
    }

    /** For heads beside which nothing may stand. */
    private Fields alone(Literal head, Node.Mapping mapping) {
        for (Node.Entry entry : mapping.entries()) {
            Literal key = entry.key();
            if (!key.value().equals(head.value())) {
                problems.error(
                        Code.UNKNOWN_KEY,
                        key.location(),
                        "nothing stands beside '" + head.value() + "', found " + key.shown(),
                        "delete it, or make it a condition of its own");
            }
        }
        return Fields.checked(mapping, "'" + head.value() + "'", problems);
    }

    private ConditionDefinition told(Code code, SourceLocation location, String what, String fix) {
        problems.error(code, location, what, fix);
        return new ConditionDefinition.Broken(location);
    }

    private static String listed(List<Literal> keys) {
        return keys.stream().map(Literal::shown).collect(Collectors.joining(", "));
    }
}
