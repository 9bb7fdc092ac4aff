package io.segmill.jobs.proof.sql;

import io.segmill.core.definition.Literal;
import io.segmill.core.definition.ProjectDefinition;
import io.segmill.core.definition.SettingsDefinition;
import io.segmill.core.definition.SourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A project's tables and paths as SQL sees them, from its files as read. */
public final class SqlSchema {
    private final ProjectDefinition project;
    private int aliases;

    public SqlSchema(ProjectDefinition project) {
        this.project = project;
    }

    /** What a value is, as far as comparing it goes. */
    enum Kind {
        TRUTH,
        EXACT,
        DOUBLE,
        TEXT,
        DATE,
        TIMESTAMP
    }

    /**
     * An expression.
     *
     * @param scale places after the point of an exact number
     * @param column {@code table.column} where it holds values of one as they are, else empty
     */
    record Value(String sql, Kind kind, int scale, String column) {
        Value(String sql, Kind kind) {
            this(sql, kind, 0, "");
        }

        Value as(String changed) {
            return new Value(changed, kind, scale, column);
        }
    }

    /** A row under a name. */
    record Row(String table, String alias) {}

    /** One step. */
    private record Step(String end, String startColumn, String endColumn, boolean toMany) {}

    /** Related rows: what follows FROM, and the names of the rows met on the way, the last of which count. */
    record Related(String from, String tie, List<Row> rows) {
        Row last() {
            return rows.get(rows.size() - 1);
        }
    }

    String customers() {
        return settings().customer().value("source").orElseThrow().value();
    }

    String key() {
        return settings().customer().value("key").orElseThrow().value();
    }

    private SettingsDefinition settings() {
        return project.settings().orElseThrow();
    }

    SourceDefinition source(String id) {
        return project.sources().get(id).orElseThrow();
    }

    Row row(String table) {
        aliases++;
        return new Row(table, "r" + aliases);
    }

    /** The value at a path of hops to one row from a row; null where a hop finds none. */
    Value attribute(Row row, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return column(row, path);
        }
        Step step = step(row.table(), path.substring(0, dot)).orElseThrow();
        if (step.toMany()) {
            throw new IllegalStateException(path + " leads to many rows");
        }
        Row next = row(step.end());
        Value value = attribute(next, path.substring(dot + 1));
        return value.as("(SELECT " + value.sql() + " FROM " + next.table() + " " + next.alias() + " WHERE "
                + next.alias() + "." + step.endColumn() + " = " + row.alias() + "." + step.startColumn() + ")");
    }

    private Value column(Row row, String name) {
        SourceDefinition.Column column = source(row.table()).columns().stream()
                .filter(found -> found.name().map(Literal::value).equals(Optional.of(name)))
                .findFirst()
                .orElseThrow();
        String type = column.type().orElseThrow().value();
        String sql = row.alias() + "." + name;
        String place = row.table() + "." + name;
        return switch (type) {
            case "boolean" -> new Value(sql, Kind.TRUTH, 0, place);
            case "int", "bigint" -> new Value(sql, Kind.EXACT, 0, place);
            case "double" -> new Value(sql, Kind.DOUBLE, 0, place);
            case "string" -> new Value(sql, Kind.TEXT, 0, place);
            case "date" -> new Value(sql, Kind.DATE, 0, place);
            case "timestamp" -> new Value(sql, Kind.TIMESTAMP, 0, place);
            default -> {
                String scale = type.replaceAll("decimal\\(\\d+,\\s*(\\d+)\\)", "$1");
                yield new Value(sql, Kind.EXACT, Integer.parseInt(scale), place);
            }
        };
    }

    /**
     * The rows at the end of a path, for a row outside.
     *
     * @param path hops to one row, hops to many, then anything
     */
    Related related(Row outside, String path) {
        List<String> names = List.of(path.split("\\."));
        int first = 0;
        String at = outside.table();
        while (!step(at, names.get(first)).orElseThrow().toMany()) {
            at = step(at, names.get(first)).orElseThrow().end();
            first++;
        }
        StringBuilder from = new StringBuilder();
        String tie = "";
        List<Row> rows = new ArrayList<>();
        for (int index = first; index < rowsEnd(outside.table(), names); index++) {
            Step step = step(at, names.get(index)).orElseThrow();
            Row row = row(step.end());
            if (rows.isEmpty()) {
                String start = String.join(".", names.subList(0, first)) + (first > 0 ? "." : "") + step.startColumn();
                tie = row.alias() + "." + step.endColumn() + " = "
                        + attribute(outside, start).sql();
                from.append(row.table()).append(' ').append(row.alias());
            } else {
                Row before = rows.get(rows.size() - 1);
                from.append(" JOIN ").append(row.table()).append(' ').append(row.alias());
                from.append(" ON ").append(row.alias()).append('.').append(step.endColumn());
                from.append(" = ").append(before.alias()).append('.').append(step.startColumn());
            }
            rows.add(row);
            at = step.end();
        }
        return new Related(from.toString(), tie, rows);
    }

    /** What of an aggregate's path comes after its rows: a column, or hops to one row and a column. */
    String afterRows(String start, String path) {
        List<String> names = List.of(path.split("\\."));
        return String.join(".", names.subList(rowsEnd(start, names), names.size()));
    }

    /** The index after the last hop to many. */
    private int rowsEnd(String start, List<String> names) {
        int end = 0;
        String at = start;
        for (int index = 0; index < names.size(); index++) {
            Optional<Step> step = step(at, names.get(index));
            if (step.isEmpty()) {
                break;
            }
            at = step.get().end();
            if (step.get().toMany()) {
                end = index + 1;
            }
        }
        return end;
    }

    /** The event time of a row's own source. */
    Optional<Value> eventTime(Row row) {
        return source(row.table()).eventTime().map(path -> attribute(row, path.value()));
    }

    private Optional<Step> step(String table, String name) {
        for (SettingsDefinition.Relationship found : settings().relationships()) {
            String[] from = found.from().orElseThrow().value().split("\\.");
            String[] to = found.to().orElseThrow().value().split("\\.");
            if (from[0].equals(table)
                    && found.as().map(Literal::value).orElse(to[0]).equals(name)) {
                return Optional.of(new Step(to[0], from[1], to[1], false));
            }
            if (to[0].equals(table)
                    && found.reverseAs().map(Literal::value).orElse(from[0]).equals(name)) {
                return Optional.of(new Step(from[0], to[1], from[1], true));
            }
        }
        return Optional.empty();
    }
}
