package io.segmill.core.run;

import java.time.Duration;

/**
 * What a segment cost that was evaluated together with others: nobody knows a time of its own, only that of the whole
 * pass and the part of its measured cost that is put down to the segment.
 *
 * @param pass how long the pass took from its begin to its end, for all its segments
 * @param share from 0 to 1
 */
public record SharedCost(Duration pass, double share) {
    public SharedCost {
        boolean isPart = share >= 0 && share <= 1;
        if (pass.isNegative() || !isPart) {
            throw new IllegalArgumentException("no cost is the share " + share + " of a shared pass of " + pass);
        }
    }
}
