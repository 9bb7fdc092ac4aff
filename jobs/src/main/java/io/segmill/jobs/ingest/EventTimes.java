package io.segmill.jobs.ingest;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.to_date;

import io.segmill.core.project.Source;
import io.segmill.jobs.reading.ParsedRows;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * When the rows of a load happened, by an event time that is the source's own column; one that is reached by a path is
 * not known while the source is loaded.
 *
 * @param column its name
 * @param asOf the run's as-of date; days are those of the session's time zone, the project's
 */
record EventTimes(String column, LocalDate asOf) {
    EventTimes {
        Objects.requireNonNull(column);
        Objects.requireNonNull(asOf);
    }

    static Optional<EventTimes> of(Source source, LocalDate asOf) {
        return source.eventTime()
                .filter(path -> path.rows().hops().isEmpty())
                .map(path -> new EventTimes(path.column().name(), asOf));
    }

    /** Of parsed rows: whether a good row lies after the as-of date; missing where it has no date. */
    Column isInTheFuture() {
        return to_date(ParsedRows.value(column)).gt(lit(asOf));
    }

    /** The sentence about rows after the as-of date; empty if there are none. */
    Optional<String> future(long future, long rows) {
        return future == 0
                ? Optional.empty()
                : Optional.of(future + " of " + rows + (rows == 1 ? " row" : " rows") + (future == 1 ? " is" : " are")
                        + " dated after the as-of date, " + asOf + named());
    }

    /**
     * The sentence about rows that belong to days which earlier runs had counted: more than a day before the newest day
     * that was loaded. What is dated after the as-of date does not count as loaded, so that one wrong date does not make
     * all rows late.
     *
     * @param added rows that join the table, by the source's columns
     * @param there the table's rows before
     * @param key whose rows in the table are only changed, and so not late; without columns every row counts
     */
    Optional<String> late(Dataset<Row> added, Dataset<Row> there, String[] key) {
        Column day = to_date(ParsedRows.named(column));
        LocalDate newest =
                there.filter(day.leq(lit(asOf))).agg(max(day)).first().getAs(0);
        if (newest == null) {
            return Optional.empty();
        }
        Dataset<Row> early = added.filter(day.lt(lit(newest.minusDays(1))));
        long rows = early.count();
        if (rows > 0 && key.length > 0) {
            rows = early.join(there, key, "left_anti").count();
        }
        return rows == 0
                ? Optional.empty()
                : Optional.of((rows == 1 ? "1 row" : rows + " rows")
                        + " came late, dated more than a day before the newest that was loaded" + named());
    }

    private String named() {
        return " ('" + column + "')";
    }
}
