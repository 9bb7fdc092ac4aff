package io.segmill.jobs.profile;

import io.segmill.core.schema.CellText;
import io.segmill.core.schema.Column;
import io.segmill.jobs.profile.ColumnProfile.Counts;
import io.segmill.jobs.profile.ColumnProfile.Quantile;
import io.segmill.jobs.profile.ColumnProfile.TopValue;
import io.segmill.jobs.profile.ColumnProfile.Values;
import io.segmill.jobs.profile.tally.ColumnTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A column's figures, before they are judged.
 *
 * @param mostFrequent in how many rows the most frequent value stands, at least; 0 if none is frequent
 * @param future how many values lie after the as-of date
 */
record ColumnFindings(Counts counts, Values values, long mostFrequent, long future) {
    private static final int TOP = 10;

    static ColumnFindings of(Column column, ColumnTally tally, KeyPart key, CellText text) {
        List<Map.Entry<Object, Long>> top = tally.top(TOP);
        boolean isKey = key == KeyPart.WHOLE;
        return new ColumnFindings(
                new Counts(
                        tally.rows(),
                        tally.rows() - tally.set(),
                        isKey ? tally.set() : tally.distinct(),
                        isKey ? Precision.EXACT : precision(tally.isCountExact())),
                column.pii() || tally.set() == 0 ? Values.NONE : values(column, tally, top, text),
                top.isEmpty() ? 0 : top.get(0).getValue(),
                tally.future());
    }

    /** What a column is to its source's key. */
    enum KeyPart {
        /** The key, which no two rows have in common. */
        WHOLE,
        /** One of several key columns, or none. */
        OTHER
    }

    private static Values values(
            Column column, ColumnTally tally, List<Map.Entry<Object, Long>> top, CellText cellText) {
        List<Object> quartiles = tally.quartiles();
        List<Quantile> quantiles = new ArrayList<>();
        for (int i = 0; i < quartiles.size(); i++) {
            quantiles.add(new Quantile(0.25 * i, text(column, quartiles.get(i), cellText)));
        }
        return new Values(
                Optional.of(text(column, tally.min(), cellText)),
                Optional.of(text(column, tally.max(), cellText)),
                tally.mean(),
                tally.deviation(),
                quantiles,
                precision(quantiles.isEmpty() || tally.isQuartilesExact()),
                top.stream()
                        .map(one -> new TopValue(text(column, one.getKey(), cellText), one.getValue()))
                        .toList(),
                precision(tally.isCountExact()));
    }

    private static String text(Column column, Object value, CellText cellText) {
        return ProfileText.shortened(cellText.of(column.type(), value));
    }

    private static Precision precision(boolean isExact) {
        return isExact ? Precision.EXACT : Precision.APPROXIMATE;
    }
}
