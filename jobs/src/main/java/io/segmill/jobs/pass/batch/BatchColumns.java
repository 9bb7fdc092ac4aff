package io.segmill.jobs.pass.batch;

import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The columns of one batch after the other, each read once whoever asks for it; for one thread. */
public final class BatchColumns {
    private final FrameColumns frame;
    private final BatchColumn[] byOrdinal;
    private final List<Integer> asked = new ArrayList<>();
    private ColumnarBatch batch;

    public BatchColumns(FrameColumns frame) {
        this.frame = frame;
        this.byOrdinal = new BatchColumn[frame.width()];
    }

    /** A column of every batch from now on. */
    public BatchColumn of(ColumnPath path) {
        return of(path.toString(), path.column().type());
    }

    /** A column of every batch from now on. */
    public BatchColumn of(String name, DataType type) {
        int ordinal = frame.ordinal(name);
        if (byOrdinal[ordinal] == null) {
            byOrdinal[ordinal] = new BatchColumn(Coding.of(type));
            asked.add(ordinal);
            if (batch != null) {
                byOrdinal[ordinal].next(batch.column(ordinal), batch.numRows());
            }
        }
        return byOrdinal[ordinal];
    }

    public void next(ColumnarBatch newBatch) {
        batch = newBatch;
        for (int ordinal : asked) {
            byOrdinal[ordinal].next(batch.column(ordinal), batch.numRows());
        }
    }

    /** How many rows the batch has. */
    public int rows() {
        return batch.numRows();
    }

    /** A value as the language's rows hold it; empty when it is missing. */
    public Optional<Object> value(ColumnPath path, int row) {
        return of(path).value(row);
    }
}
