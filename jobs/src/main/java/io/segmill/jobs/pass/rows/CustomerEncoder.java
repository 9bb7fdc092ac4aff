package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes customers: the key, then columns of theirs. */
public final class CustomerEncoder implements Chunks.Encoder {
    private final int number;
    private final int key;
    private final Coding coding;
    private final ValueWriter[] columns;
    private final int[] all;

    public CustomerEncoder(int number, ColumnPath key, List<ColumnPath> columns, FrameColumns frame) {
        this.number = number;
        this.key = frame.ordinal(key);
        this.coding = Coding.of(key.column().type());
        this.columns =
                columns.stream().map(column -> ValueWriter.of(column, frame)).toArray(ValueWriter[]::new);
        this.all = IntStream.range(0, columns.size()).toArray();
    }

    @Override
    public void encode(InternalRow row, Chunks chunks) {
        if (!row.isNullAt(key)) {
            Packed packed = chunks.at(number, row, key, coding);
            ValueWriter.write(columns, all, row, packed);
        }
    }
}
