package io.segmill.jobs.reading;

import static org.apache.spark.sql.functions.col;

import io.segmill.jobs.ingest.SampleSource;
import io.segmill.jobs.session.TestSession;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * All rows of a source's files, as texts.
 *
 * @param good in the order of files and lines; cells apart by {@code |}, {@code -} for what is missing
 * @param bad line, reason and the row as written
 */
record ReadSource(List<String> good, List<String> bad, List<String> warnings) {
    static ReadSource of(SampleSource sample) {
        return of(sample, sample.files());
    }

    static ReadSource of(SampleSource sample, List<FoundFile> files) {
        ParsedRows parsed = ParsedRows.read(TestSession.spark(), sample.source(), TestSession.ZONE, files);
        List<Row> rows = parsed.rows()
                .orderBy(ParsedRows.FILE, ParsedRows.PART, ParsedRows.POSITION)
                .select(col(ParsedRows.GOOD), col(ParsedRows.LINE), col(ParsedRows.REASON), col(ParsedRows.RAW))
                .collectAsList();
        return new ReadSource(
                rows.stream()
                        .filter(row -> !row.isNullAt(0))
                        .map(row -> text(row.getStruct(0), 0))
                        .toList(),
                rows.stream()
                        .filter(row -> row.isNullAt(0))
                        .map(row -> text(row, 1))
                        .toList(),
                parsed.warnings());
    }

    /** The same in splits of at most so many bytes. */
    static ReadSource inSplits(int bytes, SampleSource sample) {
        SparkSession spark = TestSession.spark();
        String key = "spark.sql.files.maxPartitionBytes";
        String before = spark.conf().get(key);
        spark.conf().set(key, bytes);
        try {
            return of(sample);
        } finally {
            spark.conf().set(key, before);
        }
    }

    private static String text(Row row, int from) {
        return IntStream.range(from, row.size())
                .mapToObj(i -> row.isNullAt(i) ? "-" : row.get(i).toString())
                .collect(Collectors.joining(" | "));
    }
}
