package io.segmill.jobs.table.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** A column of doubles of a row group, missing in some rows. */
public final class DoubleColumn {
    private static final int FIRST_BYTES = 1024;

    private final Pages pages;
    private final PlainValuesWriter values =
            new PlainValuesWriter(FIRST_BYTES, Integer.MAX_VALUE, HeapByteBufferAllocator.getInstance());
    private final RunLengthBitPackingHybridEncoder levels = new RunLengthBitPackingHybridEncoder(
            1, FIRST_BYTES, Integer.MAX_VALUE, HeapByteBufferAllocator.getInstance());
    private Statistics<?> statistics;
    private int rows;

    DoubleColumn(Pages pages) {
        this.pages = pages;
        this.statistics = pages.statistics();
    }

    /** The next row's value. */
    public void add(double value) throws IOException {
        levels.writeInt(1);
        values.writeDouble(value);
        statistics.updateStats(value);
        next();
    }

    /** The next row has none. */
    public void addMissing() throws IOException {
        levels.writeInt(0);
        statistics.incrementNumNulls();
        next();
    }

    private void next() throws IOException {
        if (++rows == Pages.MOST_ROWS) {
            endPage();
        }
    }

    private void endPage() throws IOException {
        pages.write(rows, pages.levels(levels.toBytes()), values.getBytes(), statistics, Encoding.PLAIN);
        levels.reset();
        values.reset();
        statistics = pages.statistics();
        rows = 0;
    }

    /** All rows were told. */
    public void end() throws IOException {
        if (rows > 0) {
            endPage();
        }
        pages.writer().endColumn();
    }

    /** No row has a value. */
    void endWithout(long all) throws IOException {
        for (long left = all; left > 0; left -= Pages.MOST_ROWS) {
            int some = (int) Math.min(left, Pages.MOST_ROWS);
            Statistics<?> missing = pages.statistics();
            missing.incrementNumNulls(some);
            pages.write(some, pages.levels(some, false), BytesInput.empty(), missing, Encoding.PLAIN);
        }
        pages.writer().endColumn();
    }
}
