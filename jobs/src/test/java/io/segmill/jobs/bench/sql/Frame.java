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
 * names, aggregates as {@code f1}, {@code f2}, … Written as it was measured to be fastest: {@code CASE} inside the
 * aggregates takes two thirds of the time of {@code FILTER} beside them, and from about a hundred aggregates in one
 * grouping on each costs three times as much, so that a related table is grouped once for every {@value #MOST} of them.
 */
final class Frame {
    private static final int MOST = 64;

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
        List<String> with = new ArrayList<>();
        parts().forEach((name, part) -> with.add(name + " AS (\n" + part + ")"));
        with.add("frame AS (\n" + joined() + ")");
        return String.join(",\n", with);
    }

    /** The queries that {@link #joined()} asks, each under the name that it has there. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        int number = 0;
        for (List<Operand.Aggregate> group : groups()) {
            number++;
            parts.put("features_" + number, grouped(group));
        }
        return parts;
    }

    /** The customers with their attributes beside all the parts. */
    String joined() {
        List<String> selected =
                new ArrayList<>(List.of("c." + project.customerKey().name() + " AS k"));
        needed.paths().forEach(path -> selected.add(column(path, "c") + " AS " + name(path)));
        StringBuilder joins = new StringBuilder();
        int number = 0;
        for (List<Operand.Aggregate> group : groups()) {
            number++;
            joins.append("\n  LEFT JOIN features_" + number + " ON features_" + number + ".tie = c."
                    + tie(group.get(0).rows().path()).startColumn());
            for (Operand.Aggregate aggregate : group) {
                String name = names.get(aggregate);
                selected.add(
                        switch (aggregate.function()) {
                            case COUNT, COUNT_DISTINCT, SUM -> "coalesce(" + name + ", 0) AS " + name;
                            case AVERAGE, MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT, DAYS_SINCE -> name;
                        });
            }
        }
        return "  SELECT " + Script.list(selected, "    ") + "\n  FROM "
                + project.customers().id() + " c" + toOne(needed.paths(), "c") + joins;
    }

    /** Aggregates that one grouping makes together. */
    private List<List<Operand.Aggregate>> groups() {
        Map<RowPath, List<Operand.Aggregate>> simple = new LinkedHashMap<>();
        List<List<Operand.Aggregate>> groups = new ArrayList<>();
        for (Operand.Aggregate aggregate : names.keySet()) {
            if (aggregate.function() == AggregateFunction.MOST_FREQUENT) {
                groups.add(List.of(aggregate));
            } else {
                simple.computeIfAbsent(aggregate.rows().path(), path -> new ArrayList<>())
                        .add(aggregate);
            }
        }
        for (List<Operand.Aggregate> all : simple.values()) {
            for (int first = 0; first < all.size(); first += MOST) {
                groups.add(all.subList(first, Math.min(first + MOST, all.size())));
            }
        }
        return groups;
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

    private String grouped(List<Operand.Aggregate> aggregates) {
        if (aggregates.get(0).function() == AggregateFunction.MOST_FREQUENT) {
            return mostFrequent(aggregates.get(0));
        }
        RowPath path = aggregates.get(0).rows().path();
        Set<ColumnPath> read = new LinkedHashSet<>();
        List<String> selected = new ArrayList<>();
        selected.add("s." + tie(path).endColumn() + " AS tie");
        boolean alone = aggregates.size() == 1;
        for (Operand.Aggregate aggregate : aggregates) {
            read.addAll(read(aggregate));
            selected.add(said(aggregate, alone ? Optional.empty() : filter(aggregate)) + " AS " + names.get(aggregate));
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

    private String said(Operand.Aggregate aggregate, Optional<String> filter) {
        String time = time(aggregate.rows().path());
        String value = aggregate.value().map(path -> column(path, "s")).orElse("");
        return switch (aggregate.function()) {
            case COUNT -> filter.map(rows -> "count_if(" + rows + ")").orElse("count(*)");
            case COUNT_DISTINCT -> "count(DISTINCT " + where(filter, value) + ")";
            case SUM -> "sum(" + where(filter, value) + ")";
            case AVERAGE -> "avg(" + where(filter, value) + ")";
            case MIN -> "min(" + where(filter, value) + ")";
            case MAX -> "max(" + where(filter, value) + ")";
            case DAYS_SINCE -> Predicates.date(asOf) + " - max(" + where(filter, time) + ")";
            // Of the rows of the newest day the greatest value; missing only if it is so in all of them.
            case LATEST ->
                "max("
                        + where(
                                dated(filter, time),
                                "{'day': " + time + ", 'set': " + value + " IS NOT NULL, 'value': " + value + "}")
                        + ").value";
            case EARLIEST ->
                "min("
                        + where(
                                dated(filter, time),
                                "{'day': " + time + ", 'missing': " + value + " IS NULL, 'value': " + value + "}")
                        + ").value";
            case MOST_FREQUENT -> throw new IllegalStateException("grouped twice");
        };
    }

    private static String where(Optional<String> filter, String value) {
        return filter.map(rows -> "CASE WHEN " + rows + " THEN " + value + " END")
                .orElse(value);
    }

    private static Optional<String> dated(Optional<String> filter, String time) {
        String dated = time + " IS NOT NULL";
        return Optional.of(filter.map(rows -> rows + " AND " + dated).orElse(dated));
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
