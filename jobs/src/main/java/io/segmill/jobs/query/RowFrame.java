package io.segmill.jobs.query;

import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Every row of one source beside the columns that its paths to one row lead to. A path's column is named as the path is
 * written; a hop that finds no row leaves its columns missing. One row a row, since a hop to one leads to a key.
 */
public final class RowFrame {
    private RowFrame() {}

    /** @param paths from rows of that source, by hops to one row only */
    public static Dataset<Row> of(String source, Collection<ColumnPath> paths, SourceTables tables) {
        TreeMap<List<Hop>, TreeSet<String>> columns = new TreeMap<>(Comparator.<List<Hop>>comparingInt(List::size)
                .thenComparing(hops -> new RowPath(source, hops).toString()));
        columns.put(List.of(), new TreeSet<>());
        for (ColumnPath path : paths) {
            List<Hop> hops = path.rows().hops();
            columns.computeIfAbsent(hops, reached -> new TreeSet<>())
                    .add(path.column().name());
            for (int length = hops.size(); length > 0; length--) {
                columns.computeIfAbsent(hops.subList(0, length - 1), reached -> new TreeSet<>())
                        .add(hops.get(length - 1).startColumn());
                columns.computeIfAbsent(hops.subList(0, length), reached -> new TreeSet<>())
                        .add(hops.get(length - 1).endColumn());
            }
        }
        Dataset<Row> frame = null;
        for (var reached : columns.entrySet()) {
            RowPath at = new RowPath(source, reached.getKey());
            List<Column> selected = new ArrayList<>();
            for (String column : reached.getValue()) {
                selected.add(functions.col(quoted(column)).as(name(at, column)));
            }
            Dataset<Row> rows = tables.rows(at.end()).select(selected.toArray(Column[]::new));
            if (frame == null) {
                frame = rows;
            } else {
                Hop last = at.hops().get(at.hops().size() - 1);
                RowPath before =
                        new RowPath(source, at.hops().subList(0, at.hops().size() - 1));
                Column here = frame.col(quoted(name(before, last.startColumn())));
                frame = frame.join(rows, here.equalTo(rows.col(quoted(name(at, last.endColumn())))), "left");
            }
        }
        return frame;
    }

    /** The column of the frame that holds a path's values. */
    public static Column column(ColumnPath path) {
        return functions.col(quoted(path.toString()));
    }

    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String name(RowPath rows, String column) {
        return rows.hops().isEmpty() ? column : rows + "." + column;
    }
}
