package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes customers: the key, then columns of theirs. */
public final class CustomerEncoder implements Chunks.Encoder {
    private final int number;
    private final int key;
    private final Coding coding;
    private final MeasureWriter columns;

    public CustomerEncoder(int number, ColumnPath key, List<ColumnPath> columns, FrameColumns frame) {
        this.number = number;
        this.key = frame.ordinal(key);
        this.coding = Coding.of(key.column().type());
        this.columns = new MeasureWriter(columns, frame);
    }

    @Override
    public void encode(InternalRow row, Chunks chunks) {
        if (!row.isNullAt(key)) {
            Packed packed = chunks.at(number, row, key, coding);
            columns.write(row, packed);
        }
    }
}
