package io.segmill.jobs.pass.rows;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import java.util.List;

/** Reads what a {@link ValueWriter} wrote; for one thread. */
public final class ValueReader {
    private final boolean[] areTexts;
    private final boolean[] areSigned;
    private final Interns interns;

    /**
     * @param codings of the first values
     * @param places how many values come after those, which are places in lookups
     */
    public ValueReader(List<Coding> codings, int places, Interns interns) {
        this.areTexts = new boolean[codings.size() + places];
        this.areSigned = new boolean[areTexts.length];
        for (int index = 0; index < codings.size(); index++) {
            areTexts[index] = codings.get(index).isInterned();
            areSigned[index] = true;
        }
        this.interns = interns;
    }

    /**
     * Reads the values of those numbers.
     *
     * @param values where they are put, one after the other: their codes and places
     * @param set whether each of them is set
     * @param start where the first one is put
     */
    public void read(int[] numbers, Unpacked packed, long[] values, boolean[] set, int start) {
        for (int first = 0; first < numbers.length; first += ValueWriter.TOGETHER) {
            int end = Math.min(numbers.length, first + ValueWriter.TOGETHER);
            long bits = packed.unsigned();
            for (int index = first; index < end; index++) {
                int number = numbers[index];
                boolean isSet = (bits >>> (index - first) & 1) != 0;
                set[start + index] = isSet;
                if (isSet) {
                    values[start + index] = areTexts[number]
                            ? interns.of(packed.text())
                            : areSigned[number] ? packed.signed() : packed.unsigned();
                }
            }
        }
    }
}
