package io.segmill.jobs.ingest;

import java.util.Optional;

/** What a table had and has no more after a load, although nothing failed: most of its rows, or all values of a column. */
final class Losses {
    /** Tables of a few dozen rows halve without anything being wrong. */
    private static final long FEWEST = 100;

    /** A column that hardly ever has a value may have none in a hundred rows by chance. */
    private static final long ONE_IN = 10;

    private Losses() {}

    /** Tells of a table that is empty, or has less than half of its rows and at least a hundred fewer. */
    static Optional<String> ofRows(long before, long after) {
        if (before > 0 && after == 0) {
            return Optional.of("the source is empty: the table has 0 rows, after " + before + " at the last load");
        }
        return after < before - after && before - after >= FEWEST
                ? Optional.of("the source is much smaller: the table has " + after + (after == 1 ? " row" : " rows")
                        + ", after " + before + " at the last load")
                : Optional.empty();
    }

    /** Whether it is worth asking what a column had before, of which so many rows of a load have no value at all. */
    static boolean isTelling(long rows) {
        return rows >= FEWEST;
    }

    /**
     * Tells of a column that has no value in a load.
     *
     * @param rows of the load
     * @param before the table's rows before the load
     * @param filled those of them that had a value
     */
    static Optional<String> ofValues(String column, long rows, long before, long filled) {
        return isTelling(rows) && filled > 0 && filled * ONE_IN >= before
                ? Optional.of("column '" + column + "' has no value in any of the " + rows + " rows, although " + filled
                        + " of the table's " + before + " rows had one")
                : Optional.empty();
    }
}
