package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.batch.FrameColumns;
import io.segmill.jobs.pass.batch.RowBatches;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.session.Portable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows of a small table to which other rows lead by a hop to one; they are known by their place. One place more, the
 * last, is that of no row: all its columns are missing.
 */
public final class Lookup implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST_PLACES_A_KEY = 8;

    private final Portable<ColumnPath> from;
    private final Coding key;
    private final int keyOrdinal;
    private final FrameColumns columns;
    private final StructType schema;
    private final InternalRow[] rows;
    private transient ColumnarBatch batch;
    private transient Map<Object, Integer> placeOfKey;
    private transient int[] places;
    private transient long least;

    /**
     * @param from the column that leads to the table
     * @param key how the table's key is coded: like the column that leads to it
     * @param keyOrdinal where in the rows the key is
     * @param columns of the rows that are looked up, by their paths from where the column is
     * @param schema of the rows
     */
    public Lookup(
            ColumnPath from,
            Coding key,
            int keyOrdinal,
            FrameColumns columns,
            StructType schema,
            List<InternalRow> rows) {
        this.from = new Portable<>(from);
        this.key = key;
        this.keyOrdinal = keyOrdinal;
        this.columns = columns;
        this.schema = schema.asNullable();
        this.rows = rows.toArray(InternalRow[]::new);
    }

    public ColumnPath from() {
        return from.value();
    }

    public boolean has(ColumnPath path) {
        return columns.has(path);
    }

    /** How many places there are. */
    public int places() {
        return rows.length + 1;
    }

    /** The rows of all places, for one thread. */
    BatchColumns columns() {
        BatchColumns all = new BatchColumns(columns);
        all.next(batch());
        return all;
    }

    private synchronized ColumnarBatch batch() {
        if (batch == null) {
            List<InternalRow> all = new ArrayList<>(Arrays.asList(rows));
            all.add(new GenericInternalRow(schema.size()));
            batch = RowBatches.together(all, schema);
        }
        return batch;
    }

    /** The texts of a column whose values are interned. */
    List<UTF8String> texts(ColumnPath path) {
        BatchColumn column = columns().of(path);
        return IntStream.range(0, rows.length)
                .filter(place -> !column.isMissing(place))
                .mapToObj(column::text)
                .toList();
    }

    /** The codes of one column by place. @param interns for texts */
    Values values(ColumnPath path, Interns interns) {
        BatchColumn column = columns().of(path);
        long[] codes = new long[places()];
        boolean[] set = new boolean[places()];
        for (int place = 0; place < rows.length; place++) {
            set[place] = !column.isMissing(place);
            if (set[place]) {
                codes[place] = column.coding().isInterned() ? interns.of(column.text(place)) : column.codes()[place];
            }
        }
        return new Values(codes, set);
    }

    /** Codes by place, where they are set. */
    public record Values(long[] codes, boolean[] set) {}

    /** The place to which a row leads, once it is {@link #ready()}. @param column the one that does */
    int place(BatchColumn column, int row) {
        if (column.isMissing(row)) {
            return rows.length;
        }
        if (key.isInterned()) {
            return placeOfKey.getOrDefault(column.text(row), rows.length);
        }
        long code = column.codes()[row];
        if (places != null) {
            long distance = code - least;
            return distance >= 0 && distance < places.length ? places[(int) distance] : rows.length;
        }
        return placeOfKey.getOrDefault(code, rows.length);
    }

    /** Makes the index, once in a process. */
    synchronized Lookup ready() {
        if (placeOfKey == null) {
            BatchColumn keys = new BatchColumn(key);
            keys.next(batch().column(keyOrdinal), rows.length);
            Map<Object, Integer> index = new HashMap<>();
            for (int place = 0; place < rows.length; place++) {
                if (!keys.isMissing(place)) {
                    index.putIfAbsent(key.isInterned() ? keys.text(place) : (Object) keys.codes()[place], place);
                }
            }
            if (!key.isInterned()) {
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
