package io.segmill.jobs.ingest;

import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.segmill.core.project.Source;
import io.segmill.core.run.LoadedFile;
import io.segmill.jobs.reading.FoundFile;
import io.segmill.jobs.reading.ParsedRows;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of one load, counted.
 *
 * @param perFile by the file's place in the load's list; files without rows are not in it
 */
record RowCounts(List<FoundFile> files, Map<Integer, OfFile> perFile) {
    /**
     * The rows of one file.
     *
     * @param future good rows that are dated after the as-of date
     * @param filled the places of the columns that have a value in some good row
     */
    record OfFile(long good, long bad, long future, BitSet filled) {}

    RowCounts {
        files = List.copyOf(files);
        perFile = Map.copyOf(perFile);
    }

    /**
     * Reads all rows once, and brings one row a file to the driver.
     *
     * @param times of the rows, if they have one of their own
     */
    static RowCounts of(Dataset<Row> parsed, Source source, Optional<EventTimes> times, List<FoundFile> files) {
        List<Column> counts = new ArrayList<>();
        counts.add(count(col(ParsedRows.REASON)));
        counts.add(count(when(times.map(EventTimes::isInTheFuture).orElse(lit(false)), 1)));
        List<String> names = source.columns().stream()
                .map(io.segmill.core.schema.Column::name)
                .toList();
        // As bits: many files times many columns would be much for the driver.
        for (int from = 0; from < names.size(); from += Long.SIZE) {
            counts.add(bit_or(filled(names.subList(from, Math.min(names.size(), from + Long.SIZE)))));
        }
        List<Row> counted = parsed.groupBy(ParsedRows.FILE)
                .agg(count(lit(1)), counts.toArray(Column[]::new))
                .collectAsList();
        return new RowCounts(
                files, counted.stream().collect(Collectors.toMap(row -> row.getInt(0), RowCounts::ofFile)));
    }

    private static Column filled(List<String> names) {
        Column bits = lit(0L);
        for (int i = 0; i < names.size(); i++) {
            bits = bits.bitwiseOR(when(ParsedRows.value(names.get(i)).isNotNull(), lit(1L << i))
                    .otherwise(lit(0L)));
        }
        return bits;
    }

    private static OfFile ofFile(Row row) {
        int before = 4;
        long[] filled = new long[row.size() - before];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = row.getLong(before + i);
        }
        return new OfFile(row.getLong(1) - row.getLong(2), row.getLong(2), row.getLong(3), BitSet.valueOf(filled));
    }

    /** Good rows that are dated after the as-of date. */
    long future() {
        return perFile.values().stream().mapToLong(OfFile::future).sum();
    }

    /** The columns that have no value in any good row. */
    List<io.segmill.core.schema.Column> empty(Source source) {
        BitSet filled = new BitSet();
        perFile.values().forEach(file -> filled.or(file.filled()));
        return IntStream.range(0, source.columns().size())
                .filter(place -> !filled.get(place))
                .mapToObj(source.columns()::get)
                .toList();
    }

    long good() {
        return perFile.values().stream().mapToLong(OfFile::good).sum();
    }

    long bad() {
        return perFile.values().stream().mapToLong(OfFile::bad).sum();
    }

    List<LoadedFile> loaded(String source, String runId) {
        return IntStream.range(0, files.size())
                .mapToObj(place -> {
                    FoundFile file = files.get(place);
                    long good = perFile.containsKey(place) ? perFile.get(place).good() : 0;
                    return new LoadedFile(source, file.name(), file.size(), file.modified(), good, runId);
                })
                .toList();
    }
}
