package io.segmill.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.segmill.core.run.LoadedFile;
import io.segmill.jobs.reading.FoundFile;
import io.segmill.jobs.reading.ParsedRows;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of one load, counted.
 *
 * @param perFile by the file's place in the load's list; files without rows are not in it
 */
record RowCounts(List<FoundFile> files, Map<Integer, OfFile> perFile) {
    /** The rows of one file. */
    record OfFile(long good, long bad) {}

    RowCounts {
        files = List.copyOf(files);
        perFile = Map.copyOf(perFile);
    }

    /** Reads all rows once, and brings one row a file to the driver. */
    static RowCounts of(Dataset<Row> parsed, List<FoundFile> files) {
        List<Row> counted = parsed.groupBy(ParsedRows.FILE)
                .agg(count(lit(1)), count(col(ParsedRows.REASON)))
                .collectAsList();
        return new RowCounts(
                files,
                counted.stream()
                        .collect(Collectors.toMap(
                                row -> row.getInt(0),
                                row -> new OfFile(row.getLong(1) - row.getLong(2), row.getLong(2)))));
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
