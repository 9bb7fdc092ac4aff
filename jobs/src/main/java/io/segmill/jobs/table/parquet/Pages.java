package io.segmill.jobs.table.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** The pages of one column of a row group, which has at most one value a row. */
final class Pages {
    /** As Parquet's own writer has it: readers that look for some rows read whole pages. */
    static final int MOST_ROWS = 20_000;

    private final ParquetFileWriter writer;
    private final ColumnDescriptor column;

    Pages(ParquetFileWriter writer, ColumnDescriptor column) {
        this.writer = writer;
        this.column = column;
    }

    ParquetFileWriter writer() {
        return writer;
    }

    ColumnDescriptor column() {
        return column;
    }

    Statistics<?> statistics() {
        return Statistics.createStats(column.getPrimitiveType());
    }

    /** Levels of rows that all have a value, or all have none: one run. */
    BytesInput levels(int rows, boolean areSet) throws IOException {
        BytesInput run = BytesInput.concat(
                BytesInput.fromUnsignedVarInt(rows << 1), BytesInput.from(new byte[] {(byte) (areSet ? 1 : 0)}));
        return levels(run);
    }

    /** @param levels as a hybrid of runs and packed bits */
    BytesInput levels(BytesInput levels) {
        return BytesInput.concat(BytesInput.fromInt((int) levels.size()), levels);
    }

    void write(int rows, BytesInput levels, BytesInput values, Statistics<?> statistics, Encoding encoding)
            throws IOException {
        BytesInput page = BytesInput.concat(levels, values);
        // No levels of repetition are written, which is told so.
        writer.writeDataPage(
                rows, (int) page.size(), page, statistics, rows, Encoding.BIT_PACKED, Encoding.RLE, encoding);
    }
}
