package io.segmill.jobs.pass.rows;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import java.util.List;

/** Reads what {@link ValueWriter}s wrote; for one thread. */
public final class ValueReader {
    private final boolean[] areTexts;
    private final boolean[] areSigned;
    private final Interns interns;
    private final long[] values;
    private final boolean[] set;

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
        this.values = new long[areTexts.length];
        this.set = new boolean[areTexts.length];
    }

    /** Reads the values of those numbers. */
    public void read(int[] numbers, Unpacked packed) {
        for (int first = 0; first < numbers.length; first += ValueWriter.TOGETHER) {
            int end = Math.min(numbers.length, first + ValueWriter.TOGETHER);
            long bits = packed.unsigned();
            for (int index = first; index < end; index++) {
                int number = numbers[index];
                boolean isSet = (bits >>> (index - first) & 1) != 0;
                set[number] = isSet;
                if (isSet) {
                    values[number] = areTexts[number]
                            ? interns.of(packed.text())
                            : areSigned[number] ? packed.signed() : packed.unsigned();
                }
            }
        }
    }

    /** Copies the values of those numbers, and whether they are set, to where one begins. */
    public void save(int[] numbers, long[] toValues, boolean[] toSet, int start) {
        for (int index = 0; index < numbers.length; index++) {
            toValues[start + index] = values[numbers[index]];
            toSet[start + index] = set[numbers[index]];
        }
    }

    /** Takes back what {@link #save} copied. */
    public void restore(int[] numbers, long[] fromValues, boolean[] fromSet, int start) {
        for (int index = 0; index < numbers.length; index++) {
            values[numbers[index]] = fromValues[start + index];
            set[numbers[index]] = fromSet[start + index];
        }
    }

    public boolean isSet(int number) {
        return set[number];
    }

    /** A value that is set: its code or its place. */
    public long value(int number) {
        return values[number];
    }
}
