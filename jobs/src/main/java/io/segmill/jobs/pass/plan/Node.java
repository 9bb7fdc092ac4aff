package io.segmill.jobs.pass.plan;

import java.io.Serializable;
import java.util.List;

/** One condition of a {@link BooleanGraph}; its parts are the numbers of other nodes. */
public sealed interface Node extends Serializable {
    /** Always met. */
    record Everyone() implements Node {}

    /** A test of values, by its number. */
    record Leaf(int leaf) implements Node {}

    /** Members that are given: those of a segment that is not a condition alone, by their number. */
    record Given(int given) implements Node {}

    /** Met when every part is. */
    record All(List<Integer> parts) implements Node {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** Met when one part is. */
    record Any(List<Integer> parts) implements Node {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** Met when the part is not. */
    record Not(int part) implements Node {}

    /** Met when so many of the parts are; a part that is named twice counts twice. */
    record AtLeast(int count, List<Integer> parts) implements Node {
        public AtLeast {
            parts = List.copyOf(parts);
        }
    }

    /** The nodes that this one is made of. */
    default List<Integer> parts() {
        if (this instanceof Not not) {
            return List.of(not.part());
        }
        if (this instanceof All all) {
            return all.parts;
        }
        if (this instanceof Any any) {
            return any.parts;
        }
        return this instanceof AtLeast atLeast ? atLeast.parts : List.of();
    }
}
