package io.segmill.jobs.pass.rows;

import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.code.Packed;
import java.util.List;

/** Writes values of rows of a batch: bits that tell which are set, then the values that are. For one thread. */
final class ValueWriter {
    /** How many values share one number of bits. */
    static final int TOGETHER = 56;

    private final List<BatchColumn> columns;
    private final List<? extends Places> places;
    private final boolean[][] missing;
    private final long[][] numbers;
    /** The columns that are written as texts; null for others. */
    private final BatchColumn[] texts;

    /** Where rows of the batch at hand lead to in a lookup. */
    interface Places {
        /** For each row whether it leads nowhere. */
        boolean[] missing();

        /** For each row the place. */
        long[] places();
    }

    /** @param places what is written behind the columns' values */
    ValueWriter(List<BatchColumn> columns, List<? extends Places> places) {
        this.columns = columns;
        this.places = places;
        this.missing = new boolean[columns.size() + places.size()][];
        this.numbers = new long[missing.length][];
        this.texts = new BatchColumn[missing.length];
        for (int index = 0; index < columns.size(); index++) {
            texts[index] = columns.get(index).coding().isInterned() ? columns.get(index) : null;
        }
    }

    /** Another batch is at hand. */
    void next() {
        for (int index = 0; index < columns.size(); index++) {
            missing[index] = columns.get(index).missing();
            numbers[index] = texts[index] == null ? columns.get(index).codes() : null;
        }
        for (int index = 0; index < places.size(); index++) {
            missing[columns.size() + index] = places.get(index).missing();
            numbers[columns.size() + index] = places.get(index).places();
        }
    }

    /** Writes the values of those numbers, for a {@link ValueReader}. */
    void write(int[] wanted, int row, Packed packed) {
        for (int first = 0; first < wanted.length; first += TOGETHER) {
            int end = Math.min(wanted.length, first + TOGETHER);
            long set = 0;
            for (int index = first; index < end; index++) {
                set |= missing[wanted[index]][row] ? 0 : 1L << (index - first);
            }
            packed.unsigned(set);
            for (int index = first; index < end; index++) {
                if ((set >>> (index - first) & 1) != 0) {
                    write(wanted[index], row, packed);
                }
            }
        }
    }

    private void write(int number, int row, Packed packed) {
        if (texts[number] != null) {
            packed.text(texts[number].text(row));
        } else if (number < columns.size()) {
            packed.signed(numbers[number][row]);
        } else {
            packed.unsigned(numbers[number][row]);
        }
    }
}
