package io.segmill.jobs.bench.sql;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Window;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every customer beside all that some segments ask: a query with the key as {@code k}, attributes under their paths'
 * names, aggregates as {@code f1}, {@code f2}, … Each related table is read and grouped once for its aggregates.
 */
final class Frame {
    private final CheckedProject project;
    private final LocalDate asOf;
    private final Needed needed;
    private final Map<Operand.Aggregate, String> names = new LinkedHashMap<>();

    Frame(CheckedProject project, LocalDate asOf, Needed needed) {
        this.project = project;
        this.asOf = asOf;
        this.needed = needed;
        needed.aggregates().forEach(aggregate -> names.put(aggregate, "f" + (names.size() + 1)));
    }

    Predicates predicates(Function<String, String> members) {
        return new Predicates(Frame::name, names::get, members, asOf);
    }

    private static String name(ColumnPath path) {
        return path.toString().replace('.', '_');
    }

    /** The parts of a WITH clause, the last of which is called {@code frame}. */
    String with() {
        List<String> parts = new ArrayList<>();
        List<String> joins = new ArrayList<>();
        List<String> selected = new ArrayList<>(List.of("c." + key() + " AS k"));
        for (ColumnPath path : needed.paths()) {
            selected.add(column(path, "c") + " AS " + name(path));
        }
        for (Map.Entry<RowPath, List<Operand.Aggregate>> rows : simple().entrySet()) {
            String features = rows.getKey().end() + "_features";
            parts.add(features + " AS (\n" + grouped(rows.getKey(), rows.getValue()) + ")");
            joins.add("LEFT JOIN " + features + " ON " + features + ".tie = c."
                    + tie(rows.getKey()).startColumn());
        }
        for (Operand.Aggregate aggregate : names.keySet()) {
            String name = names.get(aggregate);
            if (aggregate.function() == AggregateFunction.MOST_FREQUENT) {
                parts.add(name + "_features AS (\n" + mostFrequent(aggregate) + ")");
                joins.add("LEFT JOIN " + name + "_features ON " + name + "_features.tie = c."
                        + tie(aggregate.rows().path()).startColumn());
            }
            selected.add(
                    switch (aggregate.function()) {
                        case COUNT, COUNT_DISTINCT, SUM -> "coalesce(" + name + ", 0) AS " + name;
                        case AVERAGE, MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT, DAYS_SINCE -> name;
                    });
        }
        parts.add("frame AS (\n  SELECT " + Script.list(selected, "    ") + "\n  FROM "
                + project.customers().id() + " c" + toOne(needed.paths(), "c")
                + joins.stream().map(join -> "\n  " + join).collect(Collectors.joining()) + ")");
        return String.join(",\n", parts);
    }

    private String key() {
        return project.customerKey().name();
    }

    /** Aggregates that one grouping makes together, by the rows that they are made of. */
    private Map<RowPath, List<Operand.Aggregate>> simple() {
        Map<RowPath, List<Operand.Aggregate>> simple = new LinkedHashMap<>();
        for (Operand.Aggregate aggregate : names.keySet()) {
            if (aggregate.function() != AggregateFunction.MOST_FREQUENT) {
                simple.computeIfAbsent(aggregate.rows().path(), path -> new ArrayList<>())
                        .add(aggregate);
            }
        }
        return simple;
    }

    private static Hop tie(RowPath path) {
        if (path.hops().size() != 1) {
            throw new IllegalStateException("no book has a path of several hops: " + path);
        }
        return path.hops().get(0);
    }

    private static String column(ColumnPath path, String start) {
        return alias(path.rows().hops(), start) + "." + path.column().name();
    }

    private static String alias(List<Hop> hops, String start) {
        return hops.isEmpty() ? start : hops.stream().map(Hop::name).collect(Collectors.joining("_"));
    }

    private static String toOne(Set<ColumnPath> paths, String start) {
        Set<String> joins = new LinkedHashSet<>();
        for (ColumnPath path : paths) {
            List<Hop> hops = path.rows().hops();
            for (int index = 0; index < hops.size(); index++) {
                Hop hop = hops.get(index);
                String alias = alias(hops.subList(0, index + 1), start);
                joins.add("\n  LEFT JOIN " + hop.end() + " " + alias + " ON " + alias + "." + hop.endColumn() + " = "
                        + alias(hops.subList(0, index), start) + "." + hop.startColumn());
            }
        }
        return String.join("", joins);
    }

    private String time(RowPath path) {
        return "s."
                + project.sources()
                        .get(path.end())
                        .eventTime()
                        .orElseThrow()
                        .column()
                        .name();
    }

    /** The rows that count for an aggregate, among those not after the as-of date; empty for all of them. */
    private Optional<String> filter(Operand.Aggregate aggregate) {
        List<String> filters = new ArrayList<>();
        Window within = aggregate.rows().within();
        if (!(within instanceof Window.AllTime)) {
            filters.add(Predicates.inside(time(aggregate.rows().path()), within.on(asOf)));
        }
        aggregate.rows().where().ifPresent(where -> filters.add(rowPredicates().of(where)));
        return filters.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", filters));
    }

    private Predicates rowPredicates() {
        return new Predicates(
                path -> column(path, "s"),
                aggregate -> {
                    throw new IllegalStateException("no book has an aggregate of an aggregate's row");
                },
                segment -> {
                    throw new IllegalStateException("members are customers, not rows");
                },
                asOf);
    }

    private String grouped(RowPath path, List<Operand.Aggregate> aggregates) {
        Set<ColumnPath> read = new LinkedHashSet<>();
        List<String> selected = new ArrayList<>();
        selected.add("s." + tie(path).endColumn() + " AS tie");
        boolean alone = aggregates.size() == 1;
        for (Operand.Aggregate aggregate : aggregates) {
            read.addAll(read(aggregate));
            String filter = alone
                    ? ""
                    : filter(aggregate)
                            .map(rows -> " FILTER (WHERE " + rows + ")")
                            .orElse("");
            selected.add(said(aggregate, filter) + " AS " + names.get(aggregate));
        }
        String only =
                alone ? filter(aggregates.get(0)).map(rows -> " AND " + rows).orElse("") : widest(path, aggregates);
        return "  SELECT " + Script.list(selected, "    ") + "\n  FROM " + path.end() + " s" + toOne(read, "s")
                + "\n  WHERE " + visible(path) + only + "\n  GROUP BY tie";
    }

    private static Set<ColumnPath> read(Operand.Aggregate aggregate) {
        Set<ColumnPath> read = new LinkedHashSet<>();
        aggregate.value().ifPresent(read::add);
        aggregate.rows().where().ifPresent(where -> {
            Needed row = new Needed();
            row.go(where);
            read.addAll(row.paths());
        });
        return read;
    }

    private String visible(RowPath path) {
        return "(" + time(path) + " <= " + Predicates.date(asOf) + " OR " + time(path) + " IS NULL)";
    }

    /** Days outside of every window need not be read. */
    private String widest(RowPath path, List<Operand.Aggregate> aggregates) {
        List<DateRange> ranges = aggregates.stream()
                .map(aggregate -> aggregate.rows().within().on(asOf))
                .toList();
        if (ranges.stream().anyMatch(range -> range.from().isEmpty())) {
            return "";
        }
        LocalDate first = ranges.stream()
                .map(range -> range.from().orElseThrow())
                .min(LocalDate::compareTo)
                .orElseThrow();
        return " AND " + time(path) + " >= " + Predicates.date(first);
    }

    private String said(Operand.Aggregate aggregate, String filter) {
        String time = time(aggregate.rows().path());
        String value = aggregate.value().map(path -> column(path, "s")).orElse("*");
        return switch (aggregate.function()) {
            case COUNT -> "count(*)" + filter;
            case COUNT_DISTINCT -> "count(DISTINCT " + value + ")" + filter;
            case SUM -> "sum(" + value + ")" + filter;
            case AVERAGE -> "avg(" + value + ")" + filter;
            case MIN -> "min(" + value + ")" + filter;
            case MAX -> "max(" + value + ")" + filter;
            case DAYS_SINCE -> Predicates.date(asOf) + " - max(" + time + ")" + filter;
            // Of the rows of the newest day the greatest value; missing only if it is so in all of them.
            case LATEST ->
                "(max({'day': " + time + ", 'set': " + value + " IS NOT NULL, 'value': " + value + "})"
                        + dated(filter, time) + ").value";
            case EARLIEST ->
                "(min({'day': " + time + ", 'missing': " + value + " IS NULL, 'value': " + value + "})"
                        + dated(filter, time) + ").value";
            case MOST_FREQUENT -> throw new IllegalStateException("grouped twice");
        };
    }

    private static String dated(String filter, String time) {
        return filter.isEmpty()
                ? " FILTER (WHERE " + time + " IS NOT NULL)"
                : filter.replaceFirst("\\)$", " AND " + time + " IS NOT NULL)");
    }

    private String mostFrequent(Operand.Aggregate aggregate) {
        RowPath path = aggregate.rows().path();
        String value = column(aggregate.value().orElseThrow(), "s");
        return "  SELECT tie, first(v ORDER BY n DESC, v) AS " + names.get(aggregate) + "\n  FROM (SELECT s."
                + tie(path).endColumn() + " AS tie, " + value + " AS v, count(*) AS n\n  FROM " + path.end() + " s"
                + toOne(read(aggregate), "s") + "\n  WHERE " + visible(path)
                + filter(aggregate).map(rows -> " AND " + rows).orElse("") + " AND " + value
                + " IS NOT NULL\n  GROUP BY 1, 2)\n  GROUP BY tie";
    }
}
