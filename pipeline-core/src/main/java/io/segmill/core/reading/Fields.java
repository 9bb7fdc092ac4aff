package io.segmill.core.reading;

import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.reading.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping whose keys are checked against what may stand there, and whose values are asked for by shape. */
final class Fields {
    private final Node.Mapping mapping;
    private final String owner;
    private final Problems problems;

    private Fields(Node.Mapping mapping, String owner, Problems problems) {
        this.mapping = mapping;
        this.owner = owner;
        this.problems = problems;
    }

    /** Empty, and told, when the node is no mapping; keys that have no place there are told too. */
    static Optional<Fields> of(Node node, Keys keys, Problems problems) {
        Optional<Node.Mapping> mapping = mapping(node, keys.owner(), problems);
        mapping.ifPresent(found -> found.entries().forEach(entry -> check(entry.key(), keys, problems)));
        return mapping.map(found -> new Fields(found, keys.owner(), problems));
    }

    /** The same for a mapping whose keys have been checked. */
    static Fields checked(Node.Mapping mapping, String owner, Problems problems) {
        return new Fields(mapping, owner, problems);
    }

    static void check(Literal key, Keys keys, Problems problems) {
        String name = key.value();
        if (keys.known().contains(name)) {
            return;
        }
        if (keys.later().contains(name)) {
            notAvailable(key, problems);
            return;
        }
        problems.error(
                Code.UNKNOWN_KEY,
                key.location(),
                "unknown key " + key.shown() + " in " + keys.owner(),
                keys.synonym(name)
                        .map(ours -> "did you mean '" + ours + "'?")
                        .or(() -> NearestName.of(name, keys.all()).map(near -> "did you mean '" + near + "'?"))
                        .orElseGet(() -> NearestName.fix(name, keys.known(), "delete it")));
    }

    static void notAvailable(Literal key, Problems problems) {
        problems.error(
                Code.NOT_AVAILABLE_YET,
                key.location(),
                key.shown() + " is not available yet in this version of Segmill",
                "leave it out until then");
    }

    private static Optional<Node.Mapping> mapping(Node node, String owner, Problems problems) {
        if (node instanceof Node.Mapping found) {
            return Optional.of(found);
        }
        if (!(node instanceof Node.Broken)) {
            problems.error(
                    Code.WRONG_SHAPE,
                    node.location(),
                    owner + " is a mapping of keys and values, found " + node.shape(),
                    "write 'key: value', one a line");
        }
        return Optional.empty();
    }

    SourceLocation location() {
        return mapping.location();
    }

    boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    /** The value under a key; absent also when it is broken, which then has been told. */
    Optional<Node> node(String key) {
        return mapping.entry(key).map(Node.Entry::value).filter(value -> !(value instanceof Node.Broken));
    }

    SourceLocation keyLocation(String key) {
        return mapping.entry(key).map(entry -> entry.key().location()).orElse(location());
    }

    Literal key(String key) {
        return mapping.entry(key).map(Node.Entry::key).orElseThrow();
    }

    Optional<Literal> literal(String key) {
        return node(key).flatMap(value -> literal(value, "'" + key + "'"));
    }

    /** A constant beside an operator: the checker tells what null should have been. */
    Optional<Literal> constant(String key) {
        return node(key).filter(Node.Leaf.class::isInstance).isPresent()
                ? node(key).map(leaf -> ((Node.Leaf) leaf).literal())
                : literal(key);
    }

    Optional<Literal> neededLiteral(String key, String fix) {
        tellWhenAbsent(key, fix);
        return literal(key);
    }

    List<Literal> literals(String key) {
        return literals(key, items(key));
    }

    List<Literal> optionalLiterals(String key) {
        return literals(key, optionalItems(key));
    }

    private List<Literal> literals(String key, List<Node> items) {
        List<Literal> literals = new ArrayList<>();
        for (Node item : items) {
            literal(item, "an item of '" + key + "'").ifPresent(literals::add);
        }
        return literals;
    }

    List<Literal> neededLiterals(String key, String fix) {
        tellWhenAbsent(key, fix);
        return literals(key);
    }

    /** The items of a list; empty, and told, when it is none or has none. */
    List<Node> items(String key) {
        node(key)
                .filter(Fields::isEmptyList)
                .ifPresent(list -> problems.error(
                        Code.EMPTY_LIST,
                        list.location(),
                        "the list '" + key + "' is empty",
                        "add an item, or delete the key"));
        return optionalItems(key);
    }

    private static boolean isEmptyList(Node node) {
        return node instanceof Node.Sequence list && list.items().isEmpty();
    }

    /** The items of a list that may be empty. */
    List<Node> optionalItems(String key) {
        Optional<Node> value = node(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Node.Sequence list)) {
            String written =
                    value.get() instanceof Node.Leaf leaf && leaf.literal().kind() != Literal.Kind.NOTHING
                            ? leaf.literal().written().strip()
                            : "…";
            problems.error(
                    Code.WRONG_SHAPE,
                    value.get().location(),
                    "'" + key + "' is a list, found " + value.get().shape(),
                    "write " + key + ": [" + written + "]");
            return List.of();
        }
        return list.items();
    }

    List<Node> neededItems(String key, String fix) {
        tellWhenAbsent(key, fix);
        return items(key);
    }

    Optional<Fields> fields(String key, Keys keys) {
        return node(key).flatMap(value -> of(value, keys, problems));
    }

    /** A mapping of plain values; without any when the key is absent. */
    Options options(String key, Keys keys) {
        return fields(key, keys).map(Fields::options).orElse(new Options(keyLocation(key), Map.of()));
    }

    /** A mapping of plain values whose keys are the project's own names. */
    Options freeOptions(String key) {
        return node(key)
                .flatMap(value -> mapping(value, "'" + key + "'", problems))
                .map(found -> new Fields(found, "'" + key + "'", problems).options())
                .orElse(new Options(keyLocation(key), Map.of()));
    }

    Options options() {
        Map<String, Options.Option> values = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            literal(entry.key().value())
                    .ifPresent(value -> values.put(entry.key().value(), new Options.Option(entry.key(), value)));
        }
        return new Options(location(), values);
    }

    void tellWhenAbsent(String key, String fix) {
        if (!has(key)) {
            problems.error(Code.MISSING_KEY, location(), owner + " needs the key '" + key + "'", fix);
        }
    }

    private Optional<Literal> literal(Node value, String name) {
        if (value instanceof Node.Broken) {
            return Optional.empty();
        }
        if (!(value instanceof Node.Leaf leaf)) {
            problems.error(
                    Code.WRONG_SHAPE,
                    value.location(),
                    name + " is a single value, found " + value.shape(),
                    "write one value; quote a text that begins with [ or {");
            return Optional.empty();
        }
        Literal literal = leaf.literal();
        if (literal.value().isEmpty() && !literal.written().isEmpty()) {
            // From the environment, where nothing and an empty text are the same, such as a password that is not
            // needed.
            return Optional.of(new Literal(Literal.Kind.TEXT, "", literal.written(), literal.location()));
        }
        if (literal.kind() == Literal.Kind.NOTHING) {
            problems.error(Code.BAD_VALUE, value.location(), name + " has no value", "write one, or delete the key");
            return Optional.empty();
        }
        return Optional.of(literal);
    }
}
