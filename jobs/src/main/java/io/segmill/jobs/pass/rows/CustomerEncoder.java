package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.batch.BatchColumns;
import java.util.List;
import java.util.stream.IntStream;

/** Writes customers: the key, then columns of theirs. */
public final class CustomerEncoder implements Chunks.Encoder {
    private final int number;
    private final BatchColumns batch;
    private final BatchColumn key;
    private final ValueWriter[] columns;
    private final int[] all;

    public CustomerEncoder(int number, ColumnPath key, List<ColumnPath> columns, BatchColumns batch) {
        this.number = number;
        this.batch = batch;
        this.key = batch.of(key);
        this.columns =
                columns.stream().map(path -> ValueWriter.of(batch.of(path))).toArray(ValueWriter[]::new);
        this.all = IntStream.range(0, columns.size()).toArray();
    }

    @Override
    public void encode(Chunks chunks) {
        for (int row = 0; row < batch.rows(); row++) {
            if (!key.isMissing(row)) {
                ValueWriter.write(columns, all, row, chunks.at(number, key, row));
            }
        }
    }
}
