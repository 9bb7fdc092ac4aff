package io.segmill.jobs.profile.tally;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.util.QuantileSummaries;

/** Spark's summary of quantiles (M. Greenwald, S. Khanna, 2001), as behind its {@code percentile_approx}. */
final class Quantiles implements Serializable {
    private static final int ACCURACY = 10_000;

    private QuantileSummaries summaries = new QuantileSummaries(
            QuantileSummaries.defaultCompressThreshold(), 1.0 / ACCURACY, new QuantileSummaries.Stats[0], 0, false);

    void add(double value) {
        summaries = summaries.insert(value);
    }

    void addAll(Quantiles other) {
        summaries = summaries.compress().merge(other.summaries.compress());
    }

    /** Takes what was added into the summary; to be called before it travels, which it does in far fewer bytes. */
    void compress() {
        summaries = summaries.compress();
    }

    /** Whether no value was dropped: that begins when twice the count fits into the accuracy. */
    boolean isExact() {
        return 2 * summaries.count() < ACCURACY;
    }

    /** The least value that at least this share of the values does not exceed; there is one at least. */
    double at(double share) {
        compress();
        return (Double) summaries.query(share).get();
    }
}
