package io.segmill.jobs.pass.batch;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Numbers for the texts of a column. Of a text that a batch itself numbers, the number is asked once a batch. */
public final class TextNumbers {
    private final BatchColumn column;
    private final IntToLongFunction number;
    private long[] known = new long[0];
    private boolean[] isKnown = new boolean[0];

    /** @param number of the text of a row, which is there; the same for the same text */
    public TextNumbers(BatchColumn column, IntToLongFunction number) {
        this.column = column;
        this.number = number;
    }

    /** Another batch has come. */
    public void next() {
        Arrays.fill(isKnown, false);
    }

    public long of(int row) {
        int text = column.number(row);
        if (text < 0) {
            return number.applyAsLong(row);
        }
        if (text >= known.length) {
            known = Arrays.copyOf(known, Math.max(text + 1, 2 * known.length));
            isKnown = Arrays.copyOf(isKnown, known.length);
        }
        if (!isKnown[text]) {
            isKnown[text] = true;
            known[text] = number.applyAsLong(row);
        }
        return known[text];
    }
}
