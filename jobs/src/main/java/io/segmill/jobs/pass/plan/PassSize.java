package io.segmill.jobs.pass.plan;

import java.io.Serializable;

/**
 * How finely a pass is cut, which what it finds does not depend on.
 *
 * @param customersAPart fewer are not worth a task of their own
 * @param membershipsAPart so many are a file of a handy size
 * @param customersABin at most
 * @param customersAGroup whose rows are accumulated together, at most
 * @param rowsWaiting of one feed to be accumulated, at most
 */
public record PassSize(
        int customersAPart, long membershipsAPart, int customersABin, int customersAGroup, int rowsWaiting)
        implements Serializable {
    /** For real data. */
    public static final PassSize USUAL = new PassSize(10_000, 1_000_000, 4096, 4096, 1 << 18);

    public PassSize {
        if (customersAPart < 1 || membershipsAPart < 1 || customersABin < 1 || customersAGroup < 1 || rowsWaiting < 1) {
            throw new IllegalArgumentException("nothing can be cut so small: " + customersAPart + " customers and "
                    + membershipsAPart + " memberships a part, " + customersABin + " customers a bin, "
                    + customersAGroup + " customers a group, " + rowsWaiting + " rows waiting");
        }
    }
}
