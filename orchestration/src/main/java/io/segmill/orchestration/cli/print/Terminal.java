package io.segmill.orchestration.cli.print;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;

/** Where a command writes: answers to {@code out}, everything else to {@code err}. */
public record Terminal(PrintWriter out, PrintWriter err, Kind kind, Look look) {
    /** Who is at the other end. */
    public enum Kind {
        /** A person, who may be shown progress that overwrites itself. */
        INTERACTIVE,
        /** A file or another program. */
        PIPE
    }

    /** Whether colours may be used. */
    public enum Look {
        COLOURED,
        PLAIN
    }

    public Terminal {
        Objects.requireNonNull(out);
        Objects.requireNonNull(err);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(look);
    }

    /** Colours for a person, unless the environment has a NO_COLOR (no-color.org). */
    public static Terminal of(PrintWriter out, PrintWriter err, Kind kind, Map<String, String> environment) {
        boolean coloured = kind == Kind.INTERACTIVE
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(out, err, kind, coloured ? Look.COLOURED : Look.PLAIN);
    }

    public boolean isInteractive() {
        return kind == Kind.INTERACTIVE;
    }

    /** Prints a table as an answer. */
    public void print(TextTable table) {
        table.lines(look).forEach(out::println);
    }
}
