package io.segmill.core.reading.yaml;

import io.segmill.core.definition.Literal;
import io.segmill.core.problem.SourceLocation;
import java.util.List;
import java.util.Optional;

/** A file's content as a tree that knows its places. */
public sealed interface Node {
    /** Keys with values, in the order of the file; a repeated key stands only once. */
    record Mapping(SourceLocation location, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().value().equals(key))
                    .findFirst();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.mapping(this);
        }
    }

    /** A key with its value. */
    record Entry(Literal key, Node value) {}

    /** A list. */
    record Sequence(SourceLocation location, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sequence(this);
        }
    }

    /** A single value. */
    record Leaf(Literal literal) implements Node {
        @Override
        public SourceLocation location() {
            return literal.location();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leaf(this);
        }
    }

    /** What could not be read; its problem is already told. */
    record Broken(SourceLocation location) implements Node {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.broken(this);
        }
    }

    SourceLocation location();

    <R> R match(Cases<R> cases);

    /** For messages: what a person would call it. */
    default String shape() {
        return match(new Cases<>() {
            @Override
            public String mapping(Mapping mapping) {
                return "a mapping";
            }

            @Override
            public String sequence(Sequence sequence) {
                return "a list";
            }

            @Override
            public String leaf(Leaf leaf) {
                return leaf.literal().kind() == Literal.Kind.NOTHING
                        ? "nothing"
                        : leaf.literal().shown();
            }

            @Override
            public String broken(Broken broken) {
                return "something unreadable";
            }
        });
    }

    /** One method a record and no defaults. */
    interface Cases<R> {
        R mapping(Mapping mapping);

        R sequence(Sequence sequence);

        R leaf(Leaf leaf);

        R broken(Broken broken);
    }
}
