package io.segmill.jobs.pass.rows;

import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.code.Packed;

/** Writes one value of a row; several are written as bits that tell which are set, then the values that are. */
abstract class ValueWriter {
    /** How many values share one number of bits. */
    static final int TOGETHER = 56;

    abstract boolean isMissing(int row);

    abstract void write(int row, Packed packed);

    /** The value of a column. */
    static ValueWriter of(BatchColumn column) {
        boolean isInterned = column.coding().isInterned();
        return new ValueWriter() {
            @Override
            boolean isMissing(int row) {
                return column.isMissing(row);
            }

            @Override
            void write(int row, Packed packed) {
                if (isInterned) {
                    packed.text(column.text(row));
                } else {
                    packed.signed(column.codes()[row]);
                }
            }
        };
    }

    /** Writes the values of those numbers, for a {@link ValueReader}. */
    static void write(ValueWriter[] writers, int[] numbers, int row, Packed packed) {
        for (int first = 0; first < numbers.length; first += TOGETHER) {
            int end = Math.min(numbers.length, first + TOGETHER);
            long set = 0;
            for (int index = first; index < end; index++) {
                set |= writers[numbers[index]].isMissing(row) ? 0 : 1L << (index - first);
            }
            packed.unsigned(set);
            for (int index = first; index < end; index++) {
                if ((set >>> (index - first) & 1) != 0) {
                    writers[numbers[index]].write(row, packed);
                }
            }
        }
    }
}
