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
    private final ValueWriter writer;
    private final int[] all;

    public CustomerEncoder(int number, ColumnPath key, List<ColumnPath> columns, BatchColumns batch) {
        this.number = number;
        this.batch = batch;
        this.key = batch.of(key);
        this.writer = new ValueWriter(columns.stream().map(batch::of).toList(), List.of());
        this.all = IntStream.range(0, columns.size()).toArray();
    }

    @Override
    public void encode(Chunks chunks) {
        writer.next();
        for (int row = 0; row < batch.rows(); row++) {
            if (!key.isMissing(row)) {
                writer.write(all, row, chunks.at(number, key, row));
            }
        }
    }
}
