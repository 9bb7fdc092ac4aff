package io.segmill.core.schema;

import java.util.Objects;

/** One step of a path: a relationship taken towards its one side or towards its many side. */
public record Hop(Relationship relationship, Direction direction) {
    /** Which way a relationship is taken. */
    public enum Direction {
        /** From a row that holds the foreign key to the one row it refers to. */
        TO_ONE,
        /** From a row to the many rows that refer to it. */
        TO_MANY
    }

    public Hop {
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(direction);
    }

    public String name() {
        return direction == Direction.TO_ONE ? relationship.as() : relationship.reverseAs();
    }

    /** The source a step starts from. */
    public String start() {
        return direction == Direction.TO_ONE ? relationship.fromSource() : relationship.toSource();
    }

    /** The source a step leads to. */
    public String end() {
        return direction == Direction.TO_ONE ? relationship.toSource() : relationship.fromSource();
    }

    /** The joined column on the side where the step starts. */
    public String startColumn() {
        return direction == Direction.TO_ONE ? relationship.fromColumn() : relationship.toColumn();
    }

    /** The joined column on the side where the step ends. */
    public String endColumn() {
        return direction == Direction.TO_ONE ? relationship.toColumn() : relationship.fromColumn();
    }
}
