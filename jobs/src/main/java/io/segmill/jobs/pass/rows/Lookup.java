package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.session.Portable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows of a small table to which other rows lead by a hop to one; they are known by their place. One place more, the
 * last, is that of no row: all its columns are missing.
 */
public final class Lookup implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST_PLACES_A_KEY = 8;

    private final Portable<ColumnPath> from;
    private final int keyOrdinal;
    private final FrameColumns columns;
    private final InternalRow[] rows;
    private transient Map<Object, Integer> placeOfKey;
    private transient int[] places;
    private transient long least;

    /**
     * @param from the column that leads to the table
     * @param keyOrdinal where in the rows the table's key is, of the same kind
     * @param columns of the rows that are looked up, by their paths from where the column is
     */
    public Lookup(ColumnPath from, int keyOrdinal, FrameColumns columns, List<InternalRow> rows) {
        this.from = new Portable<>(from);
        this.keyOrdinal = keyOrdinal;
        this.columns = columns;
        this.rows = rows.toArray(InternalRow[]::new);
    }

    public ColumnPath from() {
        return from.value();
    }

    public boolean has(ColumnPath path) {
        return columns.has(path);
    }

    FrameColumns columns() {
        return columns;
    }

    /** How many places there are. */
    public int places() {
        return rows.length + 1;
    }

    /** The row of a place. */
    InternalRow row(int place) {
        return place < rows.length ? rows[place] : new GenericInternalRow(columns.width());
    }

    /** The texts of a column whose values are interned. */
    List<UTF8String> texts(ColumnPath path) {
        Coding coding = Coding.of(path.column().type());
        int ordinal = columns.ordinal(path);
        return Arrays.stream(rows)
                .filter(row -> !row.isNullAt(ordinal))
                .map(row -> coding.text(row, ordinal))
                .toList();
    }

    /** The codes of one column by place. @param interns for texts */
    Values values(ColumnPath path, Interns interns) {
        Coding coding = Coding.of(path.column().type());
        int ordinal = columns.ordinal(path);
        long[] codes = new long[places()];
        boolean[] set = new boolean[places()];
        for (int place = 0; place < rows.length; place++) {
            set[place] = !rows[place].isNullAt(ordinal);
            if (set[place]) {
                codes[place] = coding.isInterned()
                        ? interns.of(coding.text(rows[place], ordinal))
                        : coding.code(rows[place], ordinal);
            }
        }
        return new Values(codes, set);
    }

    /** Codes by place, where they are set. */
    public record Values(long[] codes, boolean[] set) {}

    /** The place to which a row leads, once it is {@link #ready()}. @param ordinal of the column that does */
    int place(InternalRow row, int ordinal, Coding coding) {
        if (row.isNullAt(ordinal)) {
            return rows.length;
        }
        if (coding.isInterned()) {
            return placeOfKey.getOrDefault(coding.text(row, ordinal), rows.length);
        }
        long code = coding.code(row, ordinal);
        if (places != null) {
            long distance = code - least;
            return distance >= 0 && distance < places.length ? places[(int) distance] : rows.length;
        }
        return placeOfKey.getOrDefault(code, rows.length);
    }

    /** Makes the index, once in a process. */
    synchronized Lookup ready() {
        if (placeOfKey == null) {
            Coding coding = Coding.of(from().column().type());
            Map<Object, Integer> index = new HashMap<>();
            for (int place = 0; place < rows.length; place++) {
                if (!rows[place].isNullAt(keyOrdinal)) {
                    Object key = coding.isInterned()
                            ? coding.text(rows[place], keyOrdinal)
                            : (Object) coding.code(rows[place], keyOrdinal);
                    index.putIfAbsent(key, place);
                }
            }
            if (!coding.isInterned()) {
                direct(index);
            }
            placeOfKey = index;
        }
        return this;
    }

    /** An array by distance from the least key, where keys lie densely enough. */
    private void direct(Map<Object, Integer> index) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Object key : index.keySet()) {
            first = Math.min(first, (Long) key);
            last = Math.max(last, (Long) key);
        }
        long width = last - first;
        if (index.isEmpty() || width < 0 || width >= (long) MOST_PLACES_A_KEY * index.size()) {
            return;
        }
        int[] all = new int[(int) width + 1];
        Arrays.fill(all, rows.length);
        for (Map.Entry<Object, Integer> entry : index.entrySet()) {
            all[(int) ((Long) entry.getKey() - first)] = entry.getValue();
        }
        least = first;
        places = all;
    }
}
