package io.segmill.jobs.bench.sql;

import io.segmill.core.condition.Operand;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Quota;
import io.segmill.core.project.Segment;
import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.data.BenchSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways in which DuckDB can be asked for the members of a book's segments. */
public final class Scripts {
    private final Book book;
    private final int sample;

    /** How DuckDB is asked. */
    public enum Style {
        QUERY_EACH("DuckDB, one query a segment"),
        FEATURES_FIRST("DuckDB, features first, then a filter a segment"),
        WIDE("DuckDB, one wide query");

        private final String title;

        Style(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** @param sample of how many segments DuckDB is asked at most, where it is asked for each by itself */
    public Scripts(Book book, int sample) {
        this.book = book;
        this.sample = sample;
    }

    public Script of(Style style, Goal goal) {
        String name = style.name().replace('_', '-') + "-" + goal + "-" + book.name();
        List<String> before = views();
        List<String> statements =
                switch (style) {
                    case QUERY_EACH -> queryEach(goal, before);
                    case FEATURES_FIRST -> featuresFirst(goal);
                    case WIDE -> List.of(wide(goal));
                };
        return new Script("duckdb-" + name.toLowerCase(Locale.ROOT), before, statements);
    }

    /**
     * One query a segment; the members of those that others refer to are kept.
     *
     * @param before takes those to whom a sample refers, but that are not in it
     */
    private List<String> queryEach(Goal goal, List<String> before) {
        List<String> statements = new ArrayList<>();
        List<Segment> asked = book.sample(sample);
        Set<String> kept = Needed.by(asked).segments();
        for (Segment segment : book.segments()) {
            if (asked.contains(segment)) {
                statements.addAll(members(segment, query(segment), kept, goal));
            } else if (kept.contains(segment.id())) {
                before.add(table(segment, query(segment)));
            }
        }
        return statements;
    }

    private String query(Segment segment) {
        Frame frame = new Frame(book.project(), Book.AS_OF, Needed.by(List.of(segment)));
        return "WITH " + frame.with() + "\n" + chosen(segment, frame, "frame");
    }

    /** Everything that segments ask of customers into one table, then one filter a segment. */
    private List<String> featuresFirst(Goal goal) {
        List<String> statements = new ArrayList<>();
        Frame frame = frame();
        Set<String> kept = Needed.by(book.segments()).segments();
        // One after the other: all in one statement want more memory.
        frame.parts().forEach((name, part) -> statements.add("CREATE OR REPLACE TEMP TABLE " + name + " AS\n" + part));
        statements.add("CREATE OR REPLACE TEMP TABLE features AS\n" + frame.joined());
        for (Segment segment : book.segments()) {
            statements.addAll(members(segment, chosen(segment, frame, "features"), kept, goal));
        }
        return statements;
    }

    /** One query for all segments, with a column for each. */
    private String wide(Goal goal) {
        Frame frame = frame();
        Map<String, String> flags = new LinkedHashMap<>();
        book.segments().forEach(segment -> flags.put(segment.id(), "s" + (flags.size() + 1)));
        Predicates predicates = frame.predicates(flags::get);
        Map<Integer, List<String>> stages = new TreeMap<>();
        Map<String, Integer> ready = new LinkedHashMap<>();
        for (Segment segment : book.segments()) {
            int stage = 1
                    + Needed.by(List.of(segment)).segments().stream()
                            .mapToInt(ready::get)
                            .max()
                            .orElse(0);
            String flag = flags.get(segment.id());
            List<Limit> limits = Book.selection(segment).limits();
            String condition = predicates.of(Book.condition(segment));
            if (limits.isEmpty()) {
                add(stages, stage, condition, flag);
            } else {
                String met = flag + "_met";
                add(stages, stage, "coalesce(" + condition + ", false)", met);
                stage++;
                add(stages, stage, met + " AND " + kept(limits.get(0), predicates, met), flag);
            }
            ready.put(segment.id(), stage);
        }
        StringBuilder query = new StringBuilder("WITH ").append(frame.with());
        String last = "frame";
        for (Map.Entry<Integer, List<String>> stage : stages.entrySet()) {
            String name = "stage" + stage.getKey();
            query.append(",\n").append(name).append(" AS (\n  SELECT *,\n    ");
            query.append(Script.list(stage.getValue(), "    "))
                    .append("\n  FROM ")
                    .append(last)
                    .append(')');
            last = name;
        }
        return switch (goal) {
            case EVALUATED ->
                query + "\nSELECT unnest("
                        + flags.keySet().stream().map(Script::text).toList()
                        + ") AS segment_id,\n  unnest("
                        + flags.values().stream()
                                .map(flag -> "count(*) FILTER (WHERE " + flag + ")")
                                .toList()
                        + ") AS members\nFROM " + last;
            case PUBLISHED ->
                copied(
                        query + "\nSELECT segment_id, k AS customer_id, " + Predicates.date(Book.AS_OF)
                                + " AS entered_on, NULL::DOUBLE AS similarity\nFROM (SELECT k, unnest("
                                + flags.entrySet().stream()
                                        .map(flag -> "CASE WHEN " + flag.getValue() + " THEN "
                                                + Script.text(flag.getKey()) + " END")
                                        .toList()
                                + ") AS segment_id FROM " + last + ")\nWHERE segment_id IS NOT NULL",
                        "");
        };
    }

    private static void add(Map<Integer, List<String>> stages, int stage, String expression, String name) {
        stages.computeIfAbsent(stage, number -> new ArrayList<>()).add(expression + " AS " + name);
    }

    /** Reads the columns that the segments need, and no more. */
    public Script floor() {
        List<String> statements = views();
        Needed.by(book.segments())
                .columns(book.project())
                .forEach((source, columns) -> statements.add("CREATE OR REPLACE TEMP TABLE read AS SELECT bit_xor(hash("
                        + String.join(", ", columns) + ")) FROM " + source));
        return new Script("duckdb-floor-" + book.name(), List.of(), statements);
    }

    private Frame frame() {
        return new Frame(book.project(), Book.AS_OF, Needed.by(book.segments()));
    }

    private List<String> views() {
        List<String> views = new ArrayList<>();
        for (BenchSource source : BenchSource.values()) {
            views.add("CREATE OR REPLACE TEMP VIEW " + source.id() + " AS SELECT * FROM read_parquet("
                    + Script.text(book.data().files(source)) + ")");
        }
        return views;
    }

    /** The keys of a segment's members, as {@code k}. */
    private static String chosen(Segment segment, Frame frame, String from) {
        Predicates predicates = frame.predicates(id -> "k IN (SELECT k FROM " + table(id) + ")");
        List<Limit> limits = Book.selection(segment).limits();
        return "SELECT k FROM " + from + " WHERE " + predicates.of(Book.condition(segment))
                + (limits.isEmpty() ? "" : "\nQUALIFY " + kept(limits.get(0), predicates, ""));
    }

    private static String table(Segment segment, String query) {
        return "CREATE OR REPLACE TEMP TABLE " + table(segment.id()) + " AS " + query;
    }

    private static String table(String id) {
        return "\"" + id + "\"";
    }

    /** @param within what else divides the ranking, or empty */
    private static String kept(Limit limit, Predicates predicates, String within) {
        String per = limit.per().map(Operand.class::cast).map(predicates::of).orElse("");
        String divided =
                Stream.of(within, per).filter(column -> !column.isEmpty()).collect(Collectors.joining(", "));
        String partition = divided.isEmpty() ? "" : "PARTITION BY " + divided + " ";
        String order =
                switch (limit.rank()) {
                    case TOP -> "DESC";
                    case BOTTOM -> "ASC";
                };
        String number = "row_number() OVER (" + partition + "ORDER BY " + predicates.of(limit.by()) + " " + order
                + " NULLS LAST, k)";
        return limit.quota() instanceof Quota.Percent percent
                ? "(" + number + " - 1) * 100 < " + percent.percent().toPlainString() + " * count(*) OVER ("
                        + partition.strip() + ")"
                : number + " <= " + ((Quota.Count) limit.quota()).count();
    }

    private static List<String> members(Segment segment, String query, Set<String> kept, Goal goal) {
        String id = segment.id();
        List<String> statements = new ArrayList<>();
        String from = "(" + query + ")";
        if (kept.contains(id)) {
            statements.add(table(segment, query));
            from = table(id);
        }
        statements.add(
                switch (goal) {
                    case EVALUATED -> "SELECT " + Script.text(id) + ", count(*) FROM " + from;
                    case PUBLISHED ->
                        copied(
                                "SELECT " + Script.text(id) + " AS segment_id, k AS customer_id, "
                                        + Predicates.date(Book.AS_OF)
                                        + " AS entered_on, NULL::DOUBLE AS similarity FROM " + from,
                                "/" + id + ".parquet");
                });
        return statements;
    }

    /** @param file below the folder; empty for a file of each thread's */
    private static String copied(String query, String file) {
        return "COPY (" + query + ")\nTO '" + Script.INTO + file + "' (FORMAT parquet"
                + (file.isEmpty() ? ", PER_THREAD_OUTPUT true" : "") + ")";
    }
}
