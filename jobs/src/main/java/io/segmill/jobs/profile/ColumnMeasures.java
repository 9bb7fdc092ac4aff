package io.segmill.jobs.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.stddev_samp;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.segmill.core.schema.CellText;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType.Kind;
import io.segmill.jobs.profile.ColumnProfile.Counts;
import io.segmill.jobs.profile.ColumnProfile.Quantile;
import io.segmill.jobs.profile.ColumnProfile.TopValue;
import io.segmill.jobs.profile.ColumnProfile.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What is asked of one column in the source's one aggregation, and how the answer is read. */
final class ColumnMeasures {
    private static final int QUANTILE_ACCURACY = 10_000;
    /** Spark's summary drops a value only once twice this many ranks fit into its accuracy. */
    private static final int EXACT_QUANTILES = QUANTILE_ACCURACY / 2;
    /** With at most this many digits a sum of 10^10 rows still fits a decimal, so the mean is exact. */
    private static final int EXACT_MEAN_DIGITS = 28;

    private final int position;
    private final Column column;
    private final LocalDate asOf;
    private final ZoneId zone;

    /**
     * @param mostFrequent in how many rows the most frequent value stands, at least; 0 if none is frequent
     * @param future how many values lie after the as-of date
     */
    record Answer(Counts counts, Values values, long mostFrequent, long future) {}

    ColumnMeasures(int position, Column column, LocalDate asOf, ZoneId zone) {
        this.position = position;
        this.column = column;
        this.asOf = asOf;
        this.zone = zone;
    }

    /** @param value the column in the rows to aggregate */
    List<org.apache.spark.sql.Column> aggregates(org.apache.spark.sql.Column value) {
        Kind kind = column.type().kind();
        List<org.apache.spark.sql.Column> all = new ArrayList<>();
        all.add(count(value).as(name("set")));
        all.add(valueCounts(value).as(name("counts")));
        if (column.type().isTemporal()) {
            all.add(count(when(isInTheFuture(value), lit(1))).as(name("future")));
        }
        if (column.pii()) {
            return all;
        }
        all.add(min(value).as(name("min")));
        all.add(max(value).as(name("max")));
        if (column.type().isNumeric()) {
            boolean exact = kind == Kind.DECIMAL && column.type().precision() <= EXACT_MEAN_DIGITS;
            all.add(avg(exact ? value : value.cast("double")).cast("double").as(name("mean")));
            all.add(stddev_samp(value.cast("double")).as(name("stddev")));
        }
        if (hasQuantiles()) {
            all.add(percentile_approx(value, array(lit(0.25), lit(0.5), lit(0.75)), lit(QUANTILE_ACCURACY))
                    .as(name("quantiles")));
        }
        return all;
    }

    /** @param key whether the column alone is the source's key, of which no value is repeated or missing */
    Answer answer(Row row, long rows, boolean key) {
        long set = row.<Long>getAs(name("set"));
        Row tally = row.getAs(name("counts"));
        boolean exact = tally.getBoolean(1);
        List<Row> top = tally.getList(2);
        Counts counts = new Counts(
                rows,
                rows - set,
                key ? set : Math.min(set, tally.getLong(0)),
                key || exact ? Precision.EXACT : Precision.APPROXIMATE);
        return new Answer(
                counts,
                column.pii() || set == 0 ? Values.NONE : values(row, set, top, exact),
                top.isEmpty() ? 0 : top.get(0).getLong(1),
                column.type().isTemporal() ? row.<Long>getAs(name("future")) : 0);
    }

    private Values values(Row row, long set, List<Row> top, boolean exact) {
        String min = text(row.getAs(name("min")));
        String max = text(row.getAs(name("max")));
        List<Quantile> quantiles = new ArrayList<>();
        if (hasQuantiles()) {
            List<Object> inner = row.getList(row.fieldIndex(name("quantiles")));
            quantiles.add(new Quantile(0, min));
            for (int i = 0; i < inner.size(); i++) {
                quantiles.add(new Quantile(0.25 * (i + 1), text(inner.get(i))));
            }
            quantiles.add(new Quantile(1, max));
        }
        return new Values(
                Optional.of(min),
                Optional.of(max),
                figure(row, "mean"),
                figure(row, "stddev"),
                quantiles,
                hasQuantiles() && set >= EXACT_QUANTILES ? Precision.APPROXIMATE : Precision.EXACT,
                top.stream()
                        .map(one -> new TopValue(text(value(one.getString(0))), one.getLong(1)))
                        .toList(),
                exact ? Precision.EXACT : Precision.APPROXIMATE);
    }

    /** Absent too when doubles are so large that their sum is no number. */
    private OptionalDouble figure(Row row, String measure) {
        Double figure = column.type().isNumeric() ? row.<Double>getAs(name(measure)) : null;
        return figure == null || !Double.isFinite(figure) ? OptionalDouble.empty() : OptionalDouble.of(figure);
    }

    private boolean hasQuantiles() {
        return column.type().isNumeric() || column.type().isTemporal();
    }

    private org.apache.spark.sql.Column isInTheFuture(org.apache.spark.sql.Column value) {
        LocalDate next = asOf.plusDays(1);
        return column.type().kind() == Kind.DATE
                ? value.geq(lit(next))
                : value.geq(lit(next.atStartOfDay(zone).toInstant()));
    }

    private org.apache.spark.sql.Column valueCounts(org.apache.spark.sql.Column value) {
        return switch (column.type().kind()) {
            case BOOLEAN, INT, BIGINT -> longs(value.cast("bigint"));
            case DATE -> longs(unix_date(value).cast("bigint"));
            case TIMESTAMP -> longs(unix_micros(value));
            // Added to 0, the negative zero is the same value as the other.
            case DOUBLE ->
                udaf(new ValueCounts<Double>(ValueCounts.Order.NUMBER), Encoders.DOUBLE())
                        .apply(value.plus(lit(0.0)));
            case DECIMAL ->
                udaf(new ValueCounts<String>(ValueCounts.Order.NUMBER), Encoders.STRING())
                        .apply(value.cast("string"));
            case STRING ->
                udaf(new ValueCounts<String>(ValueCounts.Order.CODE_POINT), Encoders.STRING())
                        .apply(value);
        };
    }

    private static org.apache.spark.sql.Column longs(org.apache.spark.sql.Column value) {
        return udaf(new ValueCounts<Long>(ValueCounts.Order.NUMBER), Encoders.LONG())
                .apply(value);
    }

    /** The value that was counted as this text. */
    private Object value(String counted) {
        return switch (column.type().kind()) {
            case BOOLEAN -> counted.equals("1");
            case INT, BIGINT -> Long.valueOf(counted);
            case DOUBLE -> Double.valueOf(counted);
            case DECIMAL -> new BigDecimal(counted);
            case STRING -> counted;
            case DATE -> LocalDate.ofEpochDay(Long.parseLong(counted));
            case TIMESTAMP -> Instant.EPOCH.plus(Long.parseLong(counted), ChronoUnit.MICROS);
        };
    }

    private String text(Object value) {
        return ProfileText.shortened(new CellText(zone).of(column.type(), value));
    }

    private String name(String measure) {
        return position + ":" + measure;
    }
}
