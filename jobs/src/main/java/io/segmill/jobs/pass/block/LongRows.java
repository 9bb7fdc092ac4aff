package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Unpacked;
import io.segmill.jobs.pass.rows.ValueReader;
import java.util.Arrays;

/** Rows of longs, some of them missing, in the order in which they came. */
final class LongRows {
    private final int columns;
    private long[] keys = new long[16];
    private long[] values;
    private boolean[] set;
    private int size;

    LongRows(int columns) {
        this.columns = columns;
        this.values = new long[16 * columns];
        this.set = new boolean[16 * columns];
    }

    /** A row in which everything is missing. */
    void add(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            values = Arrays.copyOf(values, 2 * size * columns);
            set = Arrays.copyOf(set, 2 * size * columns);
        }
        keys[size++] = key;
    }

    /** A row with the values that come next in a chunk. @param all the numbers of the columns */
    void add(long key, int[] all, ValueReader reader, Unpacked chunk) {
        add(key);
        reader.read(all, chunk, values, set, (size - 1) * columns);
    }

    int size() {
        return size;
    }

    long key(int row) {
        return keys[row];
    }

    boolean isSet(int row, int column) {
        return set[row * columns + column];
    }

    long value(int row, int column) {
        return values[row * columns + column];
    }
}
