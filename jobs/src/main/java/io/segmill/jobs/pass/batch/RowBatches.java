package io.segmill.jobs.pass.batch;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.RowToColumnConverter;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Rows as column batches, for what does not come from files as such; each batch is valid until the next one. */
public final class RowBatches implements Iterator<ColumnarBatch> {
    private static final int ROWS = 4096;

    private final Iterator<InternalRow> rows;
    private final RowToColumnConverter converter;
    private final OnHeapColumnVector[] columns;
    private final int most;
    private final ColumnarBatch batch;

    /** @param schema of the rows */
    public RowBatches(Iterator<InternalRow> rows, StructType schema) {
        this(rows, schema, ROWS);
    }

    private RowBatches(Iterator<InternalRow> rows, StructType schema, int most) {
        this.rows = rows;
        this.converter = new RowToColumnConverter(schema);
        this.columns = OnHeapColumnVector.allocateColumns(most, schema);
        this.most = most;
        this.batch = new ColumnarBatch(columns);
    }

    /** Some rows as one batch, which stays valid. */
    public static ColumnarBatch together(List<InternalRow> rows, StructType schema) {
        return new RowBatches(rows.iterator(), schema, rows.size()).next();
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public ColumnarBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        for (OnHeapColumnVector column : columns) {
            column.reset();
        }
        int count = 0;
        while (count < most && rows.hasNext()) {
            converter.convert(rows.next(), columns);
            count++;
        }
        batch.setNumRows(count);
        return batch;
    }
}
