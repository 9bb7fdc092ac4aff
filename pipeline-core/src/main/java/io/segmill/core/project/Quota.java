package io.segmill.core.project;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many of some customers. */
public sealed interface Quota {
    /** So many, or all if there are fewer. */
    record Count(int count) implements Quota {
        public Count {
            if (count < 1) {
                throw new IllegalArgumentException("from 1, not " + count);
            }
        }

        @Override
        public long of(long customers) {
            return Math.min(count, customers);
        }
    }

    /** So many in a hundred, exact, rounded up to a whole customer. */
    record Percent(BigDecimal percent) implements Quota {
        public Percent {
            if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalArgumentException("above 0 to 100, not " + percent);
            }
        }

        @Override
        public long of(long customers) {
            return percent.multiply(BigDecimal.valueOf(customers))
                    .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                    .longValueExact();
        }
    }

    /** How many of so many customers. */
    long of(long customers);
}
