package io.segmill.jobs.profile;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.jobs.profile.ColumnMeasures.Answer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds out in one pass over a source's table what its columns hold. */
public final class SourceProfiler {
    private final LocalDate asOf;
    private final ZoneId zone;

    /** @param zone the project's, in which the as-of date ends and timestamps are shown */
    public SourceProfiler(LocalDate asOf, ZoneId zone) {
        this.asOf = Objects.requireNonNull(asOf);
        this.zone = Objects.requireNonNull(zone);
    }

    /**
     * Profiles the source's declared columns by one aggregation.
     *
     * @param rows the source's table, or nothing but those columns
     * @param previous the source's profile of the run before; empty if there is none
     */
    public SourceProfile profile(Source source, Dataset<Row> rows, List<ColumnProfile> previous) {
        List<Column> columns = source.columns();
        // Names may hold dots; numbers don't.
        Dataset<Row> values = rows.select(columns.stream()
                        .map(column -> rows.col("`" + column.name().replace("`", "``") + "`"))
                        .toArray(org.apache.spark.sql.Column[]::new))
                .toDF(numbers(columns.size()));
        List<ColumnMeasures> measures = new ArrayList<>();
        List<org.apache.spark.sql.Column> aggregates = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnMeasures measure = new ColumnMeasures(i, columns.get(i), asOf, zone);
            measures.add(measure);
            aggregates.addAll(measure.aggregates(col(Integer.toString(i))));
        }
        Row row = values.agg(count(lit(1)).as("rows"), aggregates.toArray(org.apache.spark.sql.Column[]::new))
                .first();
        long count = row.<Long>getAs("rows");

        List<ColumnProfile> profiles = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean key = source.key().equals(List.of(column.name()));
            Answer answer = measures.get(i).answer(row, count, key);
            List<Alert> alerts = new ArrayList<>();
            if (i == 0) {
                previous.stream()
                        .findFirst()
                        .flatMap(before -> Alerts.changedRows(
                                source.id(), count, before.counts().rows()))
                        .ifPresent(alerts::add);
            }
            alerts.addAll(Alerts.of(column, answer, asOf));
            before(previous, column).ifPresent(before -> alerts.addAll(Alerts.changes(column, answer, before)));
            profiles.add(new ColumnProfile(
                    source.id(), i, column.name(), column.type().toString(), answer.counts(), answer.values(), alerts));
        }
        return new SourceProfile(source.id(), count, profiles);
    }

    private static Optional<ColumnProfile> before(List<ColumnProfile> previous, Column column) {
        return previous.stream()
                .filter(profile -> profile.column().equals(column.name()))
                .findFirst();
    }

    private static String[] numbers(int count) {
        String[] numbers = new String[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Integer.toString(i);
        }
        return numbers;
    }
}
