package io.segmill.jobs.profile.tally;

import io.segmill.core.schema.DataType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is known about a column after some of its values, in bounded space. Tallies of parts are added to each other. A
 * personal column is told by the hashes of its values, so that none leaves the process that read it.
 */
public final class ColumnTally implements Serializable {
    /** Digits of a double that are always right. */
    private static final int DOUBLE_DIGITS = 15;

    private final DataType.Kind kind;
    private final int scale;
    private final Privacy privacy;
    private final LocalDate tomorrow;
    private final Instant tomorrowBegins;

    private long rows;
    private long set;
    private long future;
    private Object min;
    private Object max;
    private final ValueTally values = new ValueTally();
    private final Moments moments = new Moments();
    private final Quantiles quantiles = new Quantiles();

    /** Whether the values may be shown. */
    public enum Privacy {
        SHOWN,
        PERSONAL
    }

    /** @param zone in which the as-of date ends */
    public ColumnTally(DataType type, Privacy privacy, LocalDate asOf, ZoneId zone) {
        this.kind = type.kind();
        this.scale = type.scale();
        this.privacy = privacy;
        this.tomorrow = asOf.plusDays(1);
        this.tomorrowBegins = tomorrow.atStartOfDay(zone).toInstant();
    }

    private ColumnTally(ColumnTally like) {
        this.kind = like.kind;
        this.scale = like.scale;
        this.privacy = like.privacy;
        this.tomorrow = like.tomorrow;
        this.tomorrowBegins = like.tomorrowBegins;
    }

    /** A tally of nothing, for the same column. */
    public ColumnTally empty() {
        return new ColumnTally(this);
    }

    /**
     * Counts one row.
     *
     * @param value as Spark gives it with Java 8's time types; null when missing
     */
    public void add(Object value) {
        rows++;
        if (value == null) {
            return;
        }
        set++;
        // Added to 0, the negative zero is the same value as the other.
        Object told = kind == DataType.Kind.DOUBLE ? (Double) value + 0.0 : value;
        if (isInTheFuture(told)) {
            future++;
        }
        if (privacy == Privacy.PERSONAL) {
            values.add(DistinctEstimate.hash(told.toString()));
            return;
        }
        values.add(told);
        extend(told, told);
        if (told instanceof Number number) {
            moments.add(number);
        }
        if (hasQuantiles()) {
            quantiles.add(position(told));
        }
    }

    /** Adds what another part of the column holds. */
    public void addAll(ColumnTally other) {
        rows += other.rows;
        set += other.set;
        future += other.future;
        if (other.min != null) {
            extend(other.min, other.max);
        }
        values.addAll(other.values);
        moments.addAll(other.moments);
        quantiles.addAll(other.quantiles);
    }

    /** To be called before the tally travels, which it does in far fewer bytes. */
    public void compress() {
        quantiles.compress();
    }

    public long rows() {
        return rows;
    }

    /** Rows with a value. */
    public long set() {
        return set;
    }

    /** Values after the as-of date. */
    public long future() {
        return future;
    }

    /** Different values, and whether they are counted or estimated. */
    public long distinct() {
        return Math.min(set, values.distinct());
    }

    /** Whether the different values and those of {@link #top} are counted, not estimated. */
    public boolean isCountExact() {
        return values.isExact();
    }

    /** Up to so many values with their counts, which are lower bounds unless exact; hashes of a personal column. */
    public List<Map.Entry<Object, Long>> top(int most) {
        return values.top(most);
    }

    /** Null without a value to show; so is the greatest. */
    public Object min() {
        return min;
    }

    public Object max() {
        return max;
    }

    public OptionalDouble mean() {
        return moments.mean();
    }

    public OptionalDouble deviation() {
        return moments.deviation();
    }

    /** The values at 0, 0.25, 0.5, 0.75 and 1; none unless they are numbers, dates or timestamps to show. */
    public List<Object> quartiles() {
        if (!hasQuantiles() || min == null) {
            return List.of();
        }
        List<Object> quartiles = new ArrayList<>();
        quartiles.add(min);
        for (double share : new double[] {0.25, 0.5, 0.75}) {
            quartiles.add(value(quantiles.at(share)));
        }
        quartiles.add(max);
        return quartiles;
    }

    /** Whether the quartiles are values of the column at just these ranks. */
    public boolean isQuartilesExact() {
        return quantiles.isExact() && (min == null || (fitsDouble(min) && fitsDouble(max)));
    }

    private void extend(Object least, Object greatest) {
        if (min == null || ValueOrder.VALUES.compare(least, min) < 0) {
            min = least;
        }
        if (max == null || ValueOrder.VALUES.compare(greatest, max) > 0) {
            max = greatest;
        }
    }

    private boolean isInTheFuture(Object value) {
        return switch (kind) {
            case DATE -> !((LocalDate) value).isBefore(tomorrow);
            case TIMESTAMP -> !((Instant) value).isBefore(tomorrowBegins);
            case BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL, STRING -> false;
        };
    }

    private boolean hasQuantiles() {
        return switch (kind) {
            case INT, BIGINT, DOUBLE, DECIMAL, DATE, TIMESTAMP -> true;
            case BOOLEAN, STRING -> false;
        };
    }

    private double position(Object value) {
        return switch (kind) {
            case DATE -> ((LocalDate) value).toEpochDay();
            case TIMESTAMP -> ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value);
            case BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL, STRING -> ((Number) value).doubleValue();
        };
    }

    private Object value(double position) {
        return switch (kind) {
            case DATE -> LocalDate.ofEpochDay((long) position);
            case TIMESTAMP -> Instant.EPOCH.plus((long) position, ChronoUnit.MICROS);
            case DECIMAL -> BigDecimal.valueOf(position).setScale(scale, RoundingMode.HALF_EVEN);
            case DOUBLE -> position;
            case BOOLEAN, INT, BIGINT, STRING -> (long) position;
        };
    }

    private boolean fitsDouble(Object value) {
        return switch (kind) {
            case BIGINT -> new BigDecimal((Long) value).precision() <= DOUBLE_DIGITS;
            case DECIMAL -> ((BigDecimal) value).precision() <= DOUBLE_DIGITS;
            case BOOLEAN, INT, DOUBLE, STRING, DATE, TIMESTAMP -> true;
        };
    }
}
