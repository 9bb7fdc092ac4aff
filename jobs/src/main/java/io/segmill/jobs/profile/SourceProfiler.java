package io.segmill.jobs.profile;

import io.segmill.core.project.Source;
import io.segmill.core.schema.CellText;
import io.segmill.core.schema.Column;
import io.segmill.jobs.profile.ColumnFindings.KeyPart;
import io.segmill.jobs.profile.tally.ColumnTally;
import io.segmill.jobs.profile.tally.ColumnTally.Privacy;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds out in one pass over a source's table what its columns hold. The pass is a tally of ours: as Spark SQL's
 * aggregates the same figures take a plan that grows with the columns, half a minute for 200 of them.
 */
public final class SourceProfiler {
    private final LocalDate asOf;
    private final ZoneId zone;

    /** @param zone the project's, in which the as-of date ends and timestamps are shown */
    public SourceProfiler(LocalDate asOf, ZoneId zone) {
        this.asOf = Objects.requireNonNull(asOf);
        this.zone = Objects.requireNonNull(zone);
    }

    /**
     * Profiles the source's declared columns.
     *
     * @param rows the source's table, or nothing but those columns
     * @param previous the source's profile of the run before; empty if there is none
     */
    public SourceProfile profile(Source source, Dataset<Row> rows, List<ColumnProfile> previous) {
        List<Column> columns = source.columns();
        JavaRDD<Row> values = rows.select(columns.stream()
                        .map(column -> rows.col("`" + column.name().replace("`", "``") + "`"))
                        .toArray(org.apache.spark.sql.Column[]::new))
                .toJavaRDD();
        List<ColumnTally> nothing = new ArrayList<>();
        for (Column column : columns) {
            nothing.add(new ColumnTally(column.type(), column.pii() ? Privacy.PERSONAL : Privacy.SHOWN, asOf, zone));
        }
        List<ColumnTally> tallies = values.mapPartitions(
                        part -> List.of(tally(nothing, part)).iterator())
                .treeAggregate(nothing, SourceProfiler::together, SourceProfiler::together);
        long count = tallies.get(0).rows();

        CellText text = new CellText(zone);
        List<ColumnProfile> profiles = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            KeyPart key = source.key().equals(List.of(column.name())) ? KeyPart.WHOLE : KeyPart.OTHER;
            ColumnFindings findings = ColumnFindings.of(column, tallies.get(i), key, text);
            List<Alert> alerts = new ArrayList<>();
            if (i == 0) {
                previous.stream()
                        .findFirst()
                        .flatMap(before -> Alerts.changedRows(
                                source.id(), count, before.counts().rows()))
                        .ifPresent(alerts::add);
            }
            alerts.addAll(Alerts.of(column, findings, asOf));
            before(previous, column).ifPresent(before -> alerts.addAll(Alerts.changes(column, findings, before)));
            profiles.add(new ColumnProfile(
                    source.id(),
                    i,
                    column.name(),
                    column.type().toString(),
                    findings.counts(),
                    findings.values(),
                    alerts));
        }
        return new SourceProfile(source.id(), count, profiles);
    }

    private static Optional<ColumnProfile> before(List<ColumnProfile> previous, Column column) {
        return previous.stream()
                .filter(profile -> profile.column().equals(column.name()))
                .findFirst();
    }

    private static List<ColumnTally> tally(List<ColumnTally> nothing, Iterator<Row> rows) {
        ArrayList<ColumnTally> tallies = new ArrayList<>();
        nothing.forEach(one -> tallies.add(one.empty()));
        while (rows.hasNext()) {
            Row row = rows.next();
            for (int i = 0; i < tallies.size(); i++) {
                tallies.get(i).add(row.get(i));
            }
        }
        tallies.forEach(ColumnTally::compress);
        return tallies;
    }

    private static List<ColumnTally> together(List<ColumnTally> left, List<ColumnTally> right) {
        for (int i = 0; i < left.size(); i++) {
            left.get(i).addAll(right.get(i));
        }
        return left;
    }
}
