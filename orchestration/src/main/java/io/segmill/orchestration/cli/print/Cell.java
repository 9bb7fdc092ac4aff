package io.segmill.orchestration.cli.print;

import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskStatus;
import java.util.Objects;
import java.util.OptionalLong;

/** One cell of a table: a text on one line, where it stands and in which colour. */
public record Cell(String text, Side side, Colour colour) {
    /** On which side of its column a text stands. */
    public enum Side {
        LEFT,
        RIGHT
    }

    /** The colours that carry a meaning. */
    public enum Colour {
        NONE(""),
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        RED("\u001b[31m"),
        GREY("\u001b[90m");

        private final String code;

        Colour(String code) {
            this.code = code;
        }

        String around(String text) {
            return code.isEmpty() ? text : code + text + "\u001b[0m";
        }
    }

    public static final Cell EMPTY = text("");

    public Cell {
        Objects.requireNonNull(side);
        Objects.requireNonNull(colour);
        // A name with an escape sequence or a line break in it must not move the cursor.
        text = text.replaceAll("\\p{Cntrl}+", " ");
    }

    public static Cell text(String text) {
        return new Cell(text, Side.LEFT, Colour.NONE);
    }

    public static Cell right(String text) {
        return new Cell(text, Side.RIGHT, Colour.NONE);
    }

    public static Cell number(OptionalLong number) {
        return right(number.isPresent() ? Wording.number(number.getAsLong()) : "");
    }

    public static Cell status(TaskStatus status) {
        Colour colour =
                switch (status) {
                    case SUCCESSFUL -> Colour.GREEN;
                    case COMPLETED_WITH_WARNINGS -> Colour.YELLOW;
                    case FAILED, CANCELED -> Colour.RED;
                    case SKIPPED, NOT_STARTED -> Colour.GREY;
                    case QUEUED, REFRESHING -> Colour.NONE;
                };
        return new Cell(status.title(), Side.LEFT, colour);
    }

    public static Cell status(RunStatus status) {
        Colour colour =
                switch (status) {
                    case SUCCESSFUL -> Colour.GREEN;
                    case COMPLETED_WITH_WARNINGS -> Colour.YELLOW;
                    case FAILED, CANCELED, INTERRUPTED -> Colour.RED;
                    case RUNNING -> Colour.NONE;
                };
        return new Cell(status.title(), Side.LEFT, colour);
    }

    /** The text as a terminal shows it. */
    public String shown(Terminal.Look look) {
        return switch (look) {
            case COLOURED -> colour.around(text);
            case PLAIN -> text;
        };
    }
}
