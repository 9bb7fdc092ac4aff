package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes columns of a row: which of them are set, as bits, then the values that are; see {@link MeasureReader}. */
public final class MeasureWriter {
    /** How many columns share one number of bits. */
    static final int TOGETHER = 56;

    private final int[] ordinals;
    private final Coding[] codings;

    public MeasureWriter(List<ColumnPath> columns, FrameColumns frame) {
        this.ordinals = columns.stream().mapToInt(frame::ordinal).toArray();
        this.codings = columns.stream()
                .map(column -> Coding.of(column.column().type()))
                .toArray(Coding[]::new);
    }

    public void write(InternalRow row, Packed packed) {
        for (int first = 0; first < ordinals.length; first += TOGETHER) {
            int end = Math.min(ordinals.length, first + TOGETHER);
            long set = 0;
            for (int index = first; index < end; index++) {
                set |= row.isNullAt(ordinals[index]) ? 0 : 1L << (index - first);
            }
            packed.unsigned(set);
            for (int index = first; index < end; index++) {
                if ((set >>> (index - first) & 1) != 0) {
                    if (codings[index].isInterned()) {
                        packed.text(codings[index].text(row, ordinals[index]));
                    } else {
                        packed.signed(codings[index].code(row, ordinals[index]));
                    }
                }
            }
        }
    }
}
