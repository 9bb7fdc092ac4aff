package io.segmill.jobs.pass.rows;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import java.util.List;

/** Reads what {@link MeasureWriter} wrote. */
public final class MeasureReader {
    private final Coding[] codings;
    private final Interns interns;
    private final long[] values;
    private final boolean[] set;

    public MeasureReader(List<Coding> codings, Interns interns) {
        this.codings = codings.toArray(Coding[]::new);
        this.interns = interns;
        this.values = new long[this.codings.length];
        this.set = new boolean[this.codings.length];
    }

    public void read(Unpacked packed) {
        for (int first = 0; first < codings.length; first += MeasureWriter.TOGETHER) {
            int end = Math.min(codings.length, first + MeasureWriter.TOGETHER);
            long bits = packed.unsigned();
            for (int index = first; index < end; index++) {
                set[index] = (bits >>> (index - first) & 1) != 0;
                if (set[index]) {
                    values[index] = codings[index].isInterned() ? interns.of(packed.text()) : packed.signed();
                }
            }
        }
    }

    public boolean isSet(int index) {
        return set[index];
    }

    /** The code of a measure that is set. */
    public long value(int index) {
        return values[index];
    }
}
