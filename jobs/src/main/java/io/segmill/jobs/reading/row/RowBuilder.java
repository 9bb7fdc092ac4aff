package io.segmill.jobs.reading.row;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Gathers the values of one row after the other, and everything that is wrong with it. */
public final class RowBuilder {
    private final ColumnReading[] columns;
    private final Object[] values;
    private final StringBuilder flaws = new StringBuilder();

    public RowBuilder(List<ColumnReading> columns) {
        this.columns = columns.toArray(ColumnReading[]::new);
        this.values = new Object[columns.size()];
    }

    /** Forgets the row before. */
    public void begin() {
        Arrays.fill(values, null);
        flaws.setLength(0);
    }

    public void text(int column, String text) {
        Converted converted = columns[column].conversion().convert(text);
        if (!converted.fits()) {
            flaw(columns[column].unfit(text));
        } else if (converted.value() == null) {
            missing(column);
        } else {
            values[column] = converted.value();
        }
    }

    public void missing(int column) {
        if (columns[column].isNeeded()) {
            flaw(columns[column].missing());
        }
    }

    public void flaw(String what) {
        flaws.append(flaws.isEmpty() ? "" : "; ").append(what);
    }

    /** All that is wrong, if anything is. */
    public Optional<String> reason() {
        return flaws.isEmpty() ? Optional.empty() : Optional.of(flaws.toString());
    }

    /** A copy, in the order of the columns. */
    public Object[] values() {
        return values.clone();
    }
}
