package io.segmill.jobs.reading;

import io.segmill.jobs.reading.row.ColumnReading;
import io.segmill.jobs.reading.row.CsvParser;
import io.segmill.jobs.reading.row.JsonParser;
import io.segmill.jobs.reading.row.RecordParser;
import io.segmill.jobs.reading.row.RowBuilder;
import io.segmill.jobs.reading.text.RecordReader;
import io.segmill.jobs.reading.text.TextFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Records that one task reads: those that begin in a part of a text file.
 *
 * @param file its place in the list of the load's files
 * @param name its name for people
 * @param firstRecord where the first of them begins; 0 also for a file that was not looked into before
 * @param end where the part ends
 * @param line the physical line of the first record
 * @param layout of the file's records; null for JSON lines
 * @param first what the first record is
 */
record TextPart(
        int file,
        String name,
        TextFile text,
        long firstRecord,
        long end,
        long line,
        CsvParser.Layout layout,
        FirstRecord first)
        implements Serializable {
    /** What stands in the first record. */
    enum FirstRecord {
        HEADER,
        ROW
    }

    /** The rows of one part after the other, each opened when the one before is read. */
    static Iterator<Row> rows(List<TextPart> parts, List<ColumnReading> columns, Configuration configuration) {
        Iterator<TextPart> unread = parts.iterator();
        return new Iterator<>() {
            private Iterator<Row> current = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && unread.hasNext()) {
                    current = unread.next().rows(columns, configuration);
                }
                return current.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return current.next();
            }
        };
    }

    /** Its rows as {@link ParsedRows} lays them out; the file is closed when they are read or the task ends. */
    private Iterator<Row> rows(List<ColumnReading> columns, Configuration configuration) {
        return new Rows(columns, configuration);
    }

    private final class Rows implements Iterator<Row> {
        private final RecordParser parser;
        private final RowBuilder builder;
        private final TextFile.Opened opened;
        private Row next;

        Rows(List<ColumnReading> columns, Configuration configuration) {
            this.parser = layout == null ? new JsonParser(columns) : new CsvParser(layout, columns);
            this.builder = new RowBuilder(columns);
            try {
                this.opened = firstRecord == 0 && end == text.length()
                        ? text.open(configuration)
                        : text.open(configuration, firstRecord, end, line);
                Optional.ofNullable(TaskContext.get())
                        .ifPresent(task -> task.addTaskCompletionListener((TaskCompletionListener) ended -> close()));
                if (first == FirstRecord.HEADER) {
                    opened.records().next();
                }
                advance();
            } catch (IOException e) {
                throw Probe.unreadable(name, e);
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Row next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            Row row = next;
            try {
                advance();
            } catch (IOException e) {
                throw Probe.unreadable(name, e);
            }
            return row;
        }

        private void advance() throws IOException {
            RecordReader records = opened.records();
            while (records.next()) {
                builder.begin();
                if (parser.parse(records, builder) == RecordParser.Content.ROW) {
                    next = row(records);
                    return;
                }
            }
            next = null;
            close();
        }

        private Row row(RecordReader records) {
            Optional<String> reason = builder.reason();
            return RowFactory.create(
                    file,
                    null,
                    records.line(),
                    records.line(),
                    reason.orElse(null),
                    reason.isPresent() ? records.raw() : null,
                    reason.isPresent() ? null : RowFactory.create(builder.values()));
        }

        private void close() {
            try {
                opened.close();
            } catch (IOException e) {
                throw Probe.unreadable(name, e);
            }
        }
    }
}
