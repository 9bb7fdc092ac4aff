package io.segmill.core.binding;

import io.segmill.core.definition.Literal;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Follows paths through the project's relationships. Empty, and told, when one leads nowhere. */
public final class Paths {
    private final Catalog catalog;
    private final Problems problems;

    public Paths(Catalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** A column of rows that an aggregate takes together, reached from each by hops to one row. */
    record ColumnOfRows(RowPath rows, ColumnPath column) {}

    private record Followed(List<Hop> hops, Optional<Column> column) {}

    /** What the last name of a path should be. */
    private enum End {
        COLUMN,
        ROWS
    }

    /** The event time of a source: hops to one row only, then a column. */
    public Optional<ColumnPath> eventTime(String source, Literal path) {
        return column(source, path, "'event-time'", Optional.of("name a column that each row has one of"));
    }

    /** Hops to one row only, then a column. */
    Optional<ColumnPath> attribute(String start, Literal path) {
        return column(start, path, "an attribute", Optional.empty());
    }

    private Optional<ColumnPath> column(String start, Literal path, String what, Optional<String> insteadOfMany) {
        Optional<Followed> followed = follow(start, path, End.COLUMN);
        if (followed.isEmpty()) {
            return Optional.empty();
        }
        List<Hop> hops = followed.get().hops();
        Optional<Hop> many = hops.stream()
                .filter(hop -> hop.direction() == Hop.Direction.TO_MANY)
                .findFirst();
        if (many.isPresent()) {
            String fix = insteadOfMany.orElseGet(() -> "say it as an aggregate: "
                    + asAggregate(path, hops, followed.get().column()));
            tell(
                    Code.BAD_PATH,
                    path,
                    path.shown() + " leads to many rows of '" + many.get().end() + "', " + what + " has one value",
                    fix);
            return Optional.empty();
        }
        if (followed.get().column().isEmpty()) {
            String end = hops.get(hops.size() - 1).end();
            tell(
                    Code.BAD_PATH,
                    path,
                    path.shown() + " leads to a row of '" + end + "', " + what + " ends in a column",
                    "add a column of '" + end + "': " + columns(end));
            return Optional.empty();
        }
        return Optional.of(
                new ColumnPath(new RowPath(start, hops), followed.get().column().get()));
    }

    private static String asAggregate(Literal path, List<Hop> hops, Optional<Column> column) {
        if (column.isEmpty()) {
            return "{has: " + path.written() + "} or {count: " + path.written() + ", at-least: 1}";
        }
        if (column.get().type().isNumeric()) {
            return "{sum: " + path.written() + ", at-least: …}";
        }
        String rows = rowsWritten(path, lastToMany(hops));
        return "{has: " + rows + ", where: {attribute: …}}";
    }

    /** Hops to one row, then hops to many: a table, as {@code has} and {@code count} take it. */
    Optional<RowPath> rows(String start, Literal path, String head) {
        Optional<Followed> followed = follow(start, path, End.ROWS);
        if (followed.isEmpty()) {
            return Optional.empty();
        }
        List<Hop> hops = followed.get().hops();
        int rows = lastToMany(hops);
        if (!directionsFit(path, hops, rows, followed.get().column().isPresent())) {
            return Optional.empty();
        }
        if (followed.get().column().isPresent() || rows + 1 < hops.size()) {
            String table = rowsWritten(path, rows);
            tell(
                    Code.BAD_PATH,
                    path,
                    "'" + head + "' takes a table, " + path.shown()
                            + (followed.get().column().isPresent() ? " ends in a column" : " goes on to one row"),
                    "write " + head + ": " + table + ", and conditions on its rows under 'where'");
            return Optional.empty();
        }
        return Optional.of(new RowPath(start, hops));
    }

    /** Hops to one row, then hops to many, then hops to one row and a column. */
    Optional<ColumnOfRows> columnOfRows(String start, Literal path, String head) {
        Optional<Followed> followed = follow(start, path, End.COLUMN);
        if (followed.isEmpty()) {
            return Optional.empty();
        }
        List<Hop> hops = followed.get().hops();
        int rows = lastToMany(hops);
        if (!directionsFit(path, hops, rows, followed.get().column().isPresent())) {
            return Optional.empty();
        }
        if (followed.get().column().isEmpty()) {
            String end = hops.get(hops.size() - 1).end();
            tell(
                    Code.BAD_PATH,
                    path,
                    "'" + head + "' takes a column, " + path.shown() + " ends in the table '" + end + "'",
                    "add a column of '" + end + "': " + columns(end));
            return Optional.empty();
        }
        RowPath toRows = new RowPath(start, hops.subList(0, rows + 1));
        RowPath fromRow = new RowPath(toRows.end(), hops.subList(rows + 1, hops.size()));
        return Optional.of(new ColumnOfRows(
                toRows, new ColumnPath(fromRow, followed.get().column().get())));
    }

    private static int lastToMany(List<Hop> hops) {
        int last = -1;
        for (int i = 0; i < hops.size(); i++) {
            last = hops.get(i).direction() == Hop.Direction.TO_MANY ? i : last;
        }
        return last;
    }

    private boolean directionsFit(Literal path, List<Hop> hops, int lastToMany, boolean column) {
        if (lastToMany < 0) {
            tell(
                    Code.BAD_PATH,
                    path,
                    path.shown() + " leads to one row, an aggregate is about many",
                    column
                            ? "ask for the value itself: {attribute: " + path.written() + ", …}"
                            : "ask for a column: {attribute: " + path.written() + ".…}");
            return false;
        }
        boolean many = false;
        for (Hop hop : hops.subList(0, lastToMany + 1)) {
            if (many && hop.direction() == Hop.Direction.TO_ONE) {
                tell(
                        Code.BAD_PATH,
                        path,
                        path.shown() + " leads to many rows, to one and to many again",
                        "after the first hop to many rows, take hops to one row only at the end");
                return false;
            }
            many = many || hop.direction() == Hop.Direction.TO_MANY;
        }
        return true;
    }

    private static String rowsWritten(Literal path, int lastToMany) {
        if (!path.written().equals(path.value())) {
            return "TABLE";
        }
        return String.join(".", List.of(path.value().split("\\.")).subList(0, lastToMany + 1));
    }

    private Optional<Followed> follow(String start, Literal path, End end) {
        String[] names = path.value().split("\\.", -1);
        if (List.of(names).stream().anyMatch(String::isBlank)) {
            tell(
                    Code.BAD_PATH,
                    path,
                    path.shown() + " is not a path",
                    "write relationships and a column, joined by single dots, such as address.state");
            return Optional.empty();
        }
        if (names.length - 1 > RowPath.MOST_HOPS) {
            tell(
                    Code.BAD_PATH,
                    path,
                    "a path of more than " + RowPath.MOST_HOPS + " hops",
                    "look for a shorter way, or put the value into a source of its own");
            return Optional.empty();
        }
        List<Hop> hops = new ArrayList<>();
        String at = start;
        for (int i = 0; i < names.length; i++) {
            boolean last = i == names.length - 1;
            Optional<Catalog.Table> table = catalog.table(at);
            Optional<Hop> hop = catalog.hop(at, names[i]);
            if (table.isEmpty() && hop.isEmpty()) {
                return Optional.empty();
            }
            if (hop.isPresent()) {
                hops.add(hop.get());
                at = hop.get().end();
                continue;
            }
            if (last && table.get().columns().containsKey(names[i])) {
                return Optional.of(
                        new Followed(hops, Optional.of(table.get().columns().get(names[i]))));
            }
            boolean told = catalog.isBrokenHop(at, names[i])
                    || table.get().broken().contains(names[i])
                    || (catalog.missesHops() && (!last || end == End.ROWS));
            if (!told) {
                tellUnknown(path, names[i], table.get(), last, end);
            }
            return Optional.empty();
        }
        return Optional.of(new Followed(hops, Optional.empty()));
    }

    private void tellUnknown(Literal path, String name, Catalog.Table table, boolean last, End end) {
        String source = table.source();
        String shown = path.written().equals(path.value()) ? "'" + name + "'" : path.shown();
        TreeSet<String> hops = new TreeSet<>(catalog.shown(catalog.hops(source).keySet()));
        if (!last && table.columns().containsKey(name)) {
            tell(
                    Code.BAD_PATH,
                    path,
                    shown + " is a column of source '" + source + "', and nothing comes after a column",
                    hops.isEmpty()
                            ? "end the path there"
                            : "end the path there, or take a relationship: " + String.join(", ", hops));
            return;
        }
        if (!last || end == End.ROWS) {
            tell(
                    Code.UNKNOWN_RELATIONSHIP,
                    path,
                    "source '" + source + "' has no relationship " + shown,
                    NearestName.fix(name, hops, "declare it under 'relationships' in segmill.yaml"));
            return;
        }
        TreeSet<String> names = new TreeSet<>(catalog.shown(table.columns().keySet()));
        names.addAll(hops);
        tell(
                Code.UNKNOWN_COLUMN,
                path,
                "source '" + source + "' has no column " + shown,
                NearestName.fix(name, names, "declare it under 'columns' in sources/" + source + ".yaml"));
    }

    private String columns(String source) {
        return catalog.table(source)
                .map(table -> String.join(", ", catalog.shown(table.columns().keySet())))
                .orElse("…");
    }

    private void tell(Code code, Literal path, String what, String fix) {
        problems.error(code, path.location(), what, fix);
    }
}
