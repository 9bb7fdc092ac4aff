package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes one value of a row; several are written as bits that tell which are set, then the values that are. */
abstract class ValueWriter {
    /** How many values share one number of bits. */
    static final int TOGETHER = 56;

    abstract boolean isMissing(InternalRow row);

    abstract void write(InternalRow row, Packed packed);

    /** The value of a column. */
    static ValueWriter of(ColumnPath path, FrameColumns columns) {
        int ordinal = columns.ordinal(path);
        Coding coding = Coding.of(path.column().type());
        boolean isInterned = coding.isInterned();
        return new ValueWriter() {
            @Override
            boolean isMissing(InternalRow row) {
                return row.isNullAt(ordinal);
            }

            @Override
            void write(InternalRow row, Packed packed) {
                if (isInterned) {
                    packed.text(coding.text(row, ordinal));
                } else {
                    packed.signed(coding.code(row, ordinal));
                }
            }
        };
    }

    /** Writes the values of those numbers, for a {@link ValueReader}. */
    static void write(ValueWriter[] writers, int[] numbers, InternalRow row, Packed packed) {
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
