package io.segmill.jobs.bench.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Statements of DuckDB for a book of segments. What a statement selects are counts of members: a segment's id and a
 * number a row.
 *
 * @param statements {@link #INTO} stands for the folder that members are written to
 */
public record Script(String name, List<String> statements) {
    public static final String INTO = "{into}";

    private static final String BETWEEN = ";\n\n";

    public Script {
        statements = List.copyOf(statements);
    }

    /** As a file that DuckDB's own shell runs, once the folder stands in it. */
    public String text() {
        return String.join(BETWEEN, statements) + ";\n";
    }

    public static Script of(String name, String text) {
        List<String> statements = new ArrayList<>();
        for (String statement : text.split(BETWEEN, -1)) {
            statements.add(statement.strip().replaceFirst(";$", ""));
        }
        return new Script(name, statements);
    }

    static String list(List<String> items, String indent) {
        return String.join(",\n" + indent, items);
    }

    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
