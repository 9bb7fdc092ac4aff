package io.segmill.jobs.ingest;

import io.segmill.core.project.Source;
import io.segmill.jobs.table.TableName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** A load's bad rows held against what its source allows. */
sealed interface BadRows {
    BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * The source fails.
     *
     * @param version of the quarantine table, which holds them
     */
    record TooMany(String message, OptionalLong version) implements BadRows {
        public TooMany {
            Objects.requireNonNull(version);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tooMany(this);
        }
    }

    /**
     * None, or few enough for the good rows to be loaded.
     *
     * @param version of the quarantine table, if there are any
     */
    record Allowed(List<String> warnings, OptionalLong version) implements BadRows {
        public Allowed {
            warnings = List.copyOf(warnings);
            Objects.requireNonNull(version);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.allowed(this);
        }
    }

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults. */
    interface Cases<R> {
        R tooMany(TooMany bad);

        R allowed(Allowed bad);
    }

    static BadRows none() {
        return new Allowed(List.of(), OptionalLong.empty());
    }

    /**
     * Compares exactly: one row above the percentage is too many.
     *
     * @param bad at least one
     * @param examples the first few, with file and line
     */
    static BadRows judged(Source source, long bad, long rows, List<String> examples, long version) {
        BigDecimal allowed = source.allowPercent();
        BigDecimal hundredfold = BigDecimal.valueOf(bad).multiply(HUNDRED);
        // Upwards: what is just above the limit must not look like the limit.
        BigDecimal percent = hundredfold.divide(BigDecimal.valueOf(rows), 2, RoundingMode.UP);
        String told = bad + " of " + rows + (rows == 1 ? " row" : " rows") + (bad == 1 ? " is" : " are") + " bad ("
                + plain(percent) + " %)";
        String shown = "; see " + TableName.quarantine(source.id()) + "\n  " + String.join("\n  ", examples);
        return hundredfold.compareTo(allowed.multiply(BigDecimal.valueOf(rows))) > 0
                ? new TooMany(
                        told + ", more than the " + plain(allowed) + " % that bad-rows allows" + shown,
                        OptionalLong.of(version))
                : new Allowed(List.of(told + shown), OptionalLong.of(version));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
