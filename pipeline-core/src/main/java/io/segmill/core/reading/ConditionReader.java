package io.segmill.core.reading;

import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.definition.OperatorDefinition;
import io.segmill.core.definition.Options;
import io.segmill.core.definition.Polarity;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.reading.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads conditions, and the operands in them and in columns. */
final class ConditionReader {
    private final Problems problems;
    private final OperandReader operands;
    private final OperatorReader operators;

    ConditionReader(Problems problems) {
        this.problems = problems;
        this.operands = new OperandReader(this::condition, problems);
        this.operators = new OperatorReader(operands, problems);
    }

    OperandReader operands() {
        return operands;
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
        List<Literal> heads = new ArrayList<>(mapping.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> Vocabulary.HEADS.contains(key.value()))
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
            case "attribute" -> test(head, mapping, Vocabulary.ATTRIBUTE, Vocabulary.OPERATORS.known());
            default ->
                Vocabulary.FUNCTIONS.get(head.value()).picksValue()
                        ? test(head, mapping, Vocabulary.VALUE_AGGREGATE, Vocabulary.VALUE_OPERATORS)
                        : test(head, mapping, Vocabulary.NUMBER_AGGREGATE, Vocabulary.NUMBER_OPERATORS);
        };
    }

    private ConditionDefinition headless(Node.Mapping mapping) {
        Keys beside = Vocabulary.ATTRIBUTE;
        List<Literal> keys = mapping.entries().stream().map(Node.Entry::key).toList();
        List<Literal> strange = keys.stream()
                .filter(key -> !beside.contains(key.value()) && !key.value().equals("where"))
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
        if (mapping.entry("at-least").orElseThrow().value() instanceof Node.Leaf leaf) {
            return told(
                    Code.AMBIGUOUS_CONDITION,
                    leaf.location(),
                    "'at-least' without a head is a mapping of count and of, found " + leaf.shape(),
                    "write at-least: {count: 2, of: [CONDITION, CONDITION, …]}, or put it beside 'attribute' or an"
                            + " aggregate");
        }
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
        if (said.get().kind() != Literal.Kind.TRUTH || !said.get().value().equalsIgnoreCase("true")) {
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
        return operands.rows(fields(mapping, Vocabulary.HAS), head)
                .<ConditionDefinition>map(rows -> new ConditionDefinition.Has(polarity, rows))
                .orElseGet(() -> new ConditionDefinition.Broken(head.location()));
    }

    /** @param operatorWords those that may stand beside this head; the others mean something else there, or nothing */
    private ConditionDefinition test(Literal head, Node.Mapping mapping, Keys keys, Set<String> operatorWords) {
        List<Node.Entry> found = mapping.entries().stream()
                .filter(entry -> operatorWords.contains(entry.key().value())
                        || Vocabulary.OPERATORS.later().contains(entry.key().value()))
                .toList();
        boolean strange = false;
        for (Node.Entry entry : mapping.entries()) {
            if (!keys.contains(entry.key().value())) {
                strange = true;
                unknown(entry.key(), head, keys, found.isEmpty() ? operatorWords : Set.of());
            }
        }
        Fields fields = Fields.checked(mapping, "'" + head.value() + "'", problems);
        Optional<OperandDefinition> left = operands.operand(head, fields);
        if (left.isEmpty()) {
            return new ConditionDefinition.Broken(head.location());
        }
        if (found.size() > 1) {
            List<Literal> words = found.stream().map(Node.Entry::key).toList();
            problems.error(
                    Code.AMBIGUOUS_CONDITION,
                    words.get(1).location(),
                    "'" + head.value() + "' takes one operator, found " + words.size() + ": " + listed(words),
                    "make each a condition of its own in a list under 'all:', or use between: [low, high]");
        } else if (found.isEmpty() && !strange) {
            problems.error(
                    Code.MISSING_KEY,
                    head.location(),
                    "'" + head.value() + "' needs an operator",
                    operatorFix(head, operatorWords));
        }
        OperatorDefinition operator = found.size() == 1
                ? operators
                        .operator(found.get(0), fields)
                        .orElseGet(
                                () -> new OperatorDefinition.Broken(found.get(0).key()))
                : new OperatorDefinition.Broken(head);
        Optional<Options.Option> ignoreCase = !keys.known().contains("ignore-case")
                ? Optional.empty()
                : fields.literal("ignore-case").map(value -> new Options.Option(fields.key("ignore-case"), value));
        return new ConditionDefinition.Test(left.get(), operator, ignoreCase, head.location());
    }

    private static String operatorFix(Literal head, Set<String> words) {
        String all = String.join(", ", new TreeSet<>(words));
        return head.value().equals("count")
                ? "add one, such as at-least: 1 (or write has: PATH); there are " + all
                : "add one, such as is: VALUE; there are " + all;
    }

    /** @param operatorWords when none of them is there, so that one was probably meant; else empty */
    private void unknown(Literal key, Literal head, Keys keys, Set<String> operatorWords) {
        if (operatorWords.isEmpty()) {
            Fields.check(key, keys, problems);
            return;
        }
        problems.error(
                Code.UNKNOWN_OPERATOR,
                key.location(),
                "unknown operator " + key.shown() + " beside '" + head.value() + "'",
                keys.synonym(key.value())
                        .map(ours -> "did you mean '" + ours + "'?")
                        .orElseGet(() -> NearestName.fix(key.value(), operatorWords, "")));
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
