package io.segmill.jobs.profile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one column of a source holds.
 *
 * @param position the column's place in its source, from 0
 * @param type as declared: {@code decimal(12,2)}
 */
public record ColumnProfile(
        String source, int position, String column, String type, Counts counts, Values values, List<Alert> alerts) {
    public ColumnProfile {
        Objects.requireNonNull(source);
        Objects.requireNonNull(column);
        Objects.requireNonNull(type);
        Objects.requireNonNull(counts);
        Objects.requireNonNull(values);
        alerts = List.copyOf(alerts);
    }

    /**
     * How many rows, and in how many of them the column has what.
     *
     * @param missing rows without a value
     * @param distinct different values, missing left out
     */
    public record Counts(long rows, long missing, long distinct, Precision distinctPrecision) {
        /** Beyond three times the estimate's standard error, of 1.2 %, values do repeat. */
        private static final double NEARLY_ALL = 0.96;

        public Counts {
            Objects.requireNonNull(distinctPrecision);
            if (missing < 0 || missing > rows || distinct < 0 || distinct > rows - missing) {
                throw new IllegalArgumentException(rows + " rows, " + missing + " missing, " + distinct + " distinct");
            }
        }

        /** Rows that have a value. */
        public long set() {
            return rows - missing;
        }

        /** 0 to 1; 0 of an empty table. */
        public double missingShare() {
            return rows == 0 ? 0 : (double) missing / rows;
        }

        /** Whether no value stands in two rows, as far as the count of distinct values can tell. */
        public boolean isAllDifferent() {
            return set() > 1
                    && switch (distinctPrecision) {
                        case EXACT -> distinct == set();
                        case APPROXIMATE -> distinct >= NEARLY_ALL * set();
                    };
        }
    }

    /**
     * What the values are, as text. Of a {@code pii} column, and of one without a value, it is {@link #NONE}.
     *
     * @param min of every type; texts by code point
     * @param mean of numbers only, and so are {@code stddev} (of a sample) and, dates and timestamps too, the quantiles
     * @param quantiles for 0, 0.25, 0.5, 0.75 and 1, or none
     * @param top up to 10 values, the most frequent first, ties by value. Approximate counts are at least so much;
     *     values that stand in fewer than about two of a thousand rows are then left out
     */
    public record Values(
            Optional<String> min,
            Optional<String> max,
            OptionalDouble mean,
            OptionalDouble stddev,
            List<Quantile> quantiles,
            Precision quantilePrecision,
            List<TopValue> top,
            Precision topPrecision) {
        public static final Values NONE = new Values(
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                Precision.EXACT,
                List.of(),
                Precision.EXACT);

        public Values {
            Objects.requireNonNull(min);
            Objects.requireNonNull(max);
            Objects.requireNonNull(mean);
            Objects.requireNonNull(stddev);
            Objects.requireNonNull(quantilePrecision);
            Objects.requireNonNull(topPrecision);
            quantiles = List.copyOf(quantiles);
            top = List.copyOf(top);
        }
    }

    /** The least value that at least this share of the values does not exceed. */
    public record Quantile(double share, String value) {
        public Quantile {
            Objects.requireNonNull(value);
        }
    }

    /** A value and in how many rows it stands. */
    public record TopValue(String value, long count) {
        public TopValue {
            Objects.requireNonNull(value);
        }
    }
}
