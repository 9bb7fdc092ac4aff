package io.segmill.jobs.bench.way;

/**
 * What came of a work.
 *
 * @param counts of members, where the work tells them
 * @param aside how many of its seconds went into a first night's changes
 * @param note worth telling, or empty
 */
public record Done(Counts counts, double aside, String note) {
    static Done with(Counts counts) {
        return new Done(counts, 0, "");
    }
}
