package io.segmill.jobs.export;

import io.segmill.core.project.CsvOutput;
import io.segmill.jobs.session.Portable;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Some lines of an extract, made where the rows are and on their way to a file.
 *
 * @param text in UTF-8
 * @param ends where each line ends, in UTF-16 units of the text
 * @param guardedCells texts in them that got a leading {@code '}
 */
record ExtractLines(byte[] text, int[] ends, long guardedCells) implements Serializable {
    private static final int MOST = 1_000;

    /** The lines of rows, in their partitions and their order. */
    static JavaRDD<ExtractLines> of(Dataset<Row> rows, List<ExtractColumn> columns, CsvOutput csv, ZoneId zone) {
        Portable<List<ExtractColumn>> sentColumns = new Portable<>(columns);
        Portable<CsvOutput> sentCsv = new Portable<>(csv);
        StructType schema = rows.schema();
        // Rows in Spark's own form: to make others of them, Spark would compile code first.
        return rows.queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(part -> lines(
                        part,
                        new Cells(sentColumns.value(), schema, sentCsv.value(), zone),
                        new CsvLines(sentCsv.value())));
    }

    private static Iterator<ExtractLines> lines(Iterator<InternalRow> rows, Cells cells, CsvLines lines) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public ExtractLines next() {
                long guarded = cells.guarded();
                do {
                    lines.add(cells.of(rows.next()));
                } while (lines.count() < MOST && rows.hasNext());
                return lines.taken(cells.guarded() - guarded);
            }
        };
    }

    int count() {
        return ends.length;
    }

    /** The text of the lines from one to before another. */
    byte[] text(int from, int to) {
        if (from == 0 && to == count()) {
            return text;
        }
        return new String(text, StandardCharsets.UTF_8)
                .substring(from == 0 ? 0 : ends[from - 1], ends[to - 1])
                .getBytes(StandardCharsets.UTF_8);
    }
}
