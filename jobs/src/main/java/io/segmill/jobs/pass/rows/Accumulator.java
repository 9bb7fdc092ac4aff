package io.segmill.jobs.pass.rows;

import java.io.Serializable;

/**
 * Something that rows add to for each customer.
 *
 * @param filter the number of the filter that rows meet
 * @param measure the number of the measure that is read; none for {@link Kind#ROWS}
 * @param offset of its words among a customer's; of {@link Kind#VALUES}, the number of its bag instead
 */
public record Accumulator(Kind kind, int filter, int measure, int offset) implements Serializable {
    /** What becomes of the rows. */
    public enum Kind {
        /** How many there are. */
        ROWS(1),
        /** In how many the measure is set. */
        SET(1),
        /** The sum of the measure, in units of its last place. */
        SUM(1),
        /** Whether it is set at all, and the least. */
        LEAST(2),
        /** Whether it is set at all, and the greatest. */
        GREATEST(2),
        /** 0 without dated row, 1 where the newest has no value, else 2; its time; its value. */
        LATEST(3),
        /** Likewise of the oldest. */
        EARLIEST(3),
        /** All values. */
        VALUES(0);

        private final int words;

        Kind(int words) {
            this.words = words;
        }

        /** Words of 64 bits a customer. */
        public int words() {
            return words;
        }
    }
}
