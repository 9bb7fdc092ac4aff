package io.segmill.jobs.bench.sql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Statements of DuckDB for a book of segments. What a statement selects are counts of members: a segment's id and a
 * number a row.
 *
 * @param before what must be there before the time is taken
 * @param statements {@link #INTO} stands for the folder that members are written to
 */
public record Script(String name, List<String> before, List<String> statements) {
    public static final String INTO = "{into}";

    private static final String BETWEEN = ";\n\n";
    private static final String BEGIN = "-- From here on time is taken.\n";

    public Script {
        before = List.copyOf(before);
        statements = List.copyOf(statements);
    }

    /** As a file that DuckDB's own shell runs, once the folder stands in it. */
    public String text() {
        return text(before) + BEGIN + text(statements);
    }

    private static String text(List<String> statements) {
        return statements.stream().map(statement -> statement + BETWEEN).collect(Collectors.joining());
    }

    /** What {@link #text} wrote. */
    public static Script of(String name, String text) {
        int begin = text.indexOf(BEGIN);
        return new Script(
                name, statements(text.substring(0, begin)), statements(text.substring(begin + BEGIN.length())));
    }

    private static List<String> statements(String text) {
        return Stream.of(text.split(BETWEEN, -1))
                .filter(statement -> !statement.isBlank())
                .toList();
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
