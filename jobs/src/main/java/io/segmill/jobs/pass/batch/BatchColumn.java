package io.segmill.jobs.pass.batch;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/** One column of the batch at hand; for one thread. */
public final class BatchColumn {
    private final Coding coding;
    private ColumnVector vector;
    private int rows;
    private boolean[] missing = new boolean[0];
    private long[] codes = new long[0];
    private boolean areCodesRead;

    public BatchColumn(Coding coding) {
        this.coding = coding;
    }

    public Coding coding() {
        return coding;
    }

    public void next(ColumnVector newVector, int newRows) {
        vector = newVector;
        rows = newRows;
        areCodesRead = false;
        if (missing.length < rows) {
            missing = new boolean[rows];
        }
        if (vector.hasNull()) {
            for (int row = 0; row < rows; row++) {
                missing[row] = vector.isNullAt(row);
            }
        } else {
            Arrays.fill(missing, 0, rows, false);
        }
    }

    /** For each row whether it has no value there. */
    public boolean[] missing() {
        return missing;
    }

    public boolean isMissing(int row) {
        return missing[row];
    }

    /** For each row the long of its value, where it has one; of a column that is not interned. */
    public long[] codes() {
        if (!areCodesRead) {
            areCodesRead = true;
            if (codes.length < rows) {
                codes = new long[rows];
            }
            coding.codes(vector, missing, rows, codes);
        }
        return codes;
    }

    /** The text of a value that is there; of a column that is interned. */
    public UTF8String text(int row) {
        return coding.text(vector, row);
    }

    /** The batch's own number for a text that is there; -1 where it has none. */
    public int number(int row) {
        return vector instanceof WritableColumnVector own && own.hasDictionary()
                ? own.getDictionaryIds().getDictId(row)
                : -1;
    }

    /** A value as the language's rows hold it; empty when it is missing. */
    public Optional<Object> value(int row) {
        if (missing[row]) {
            return Optional.empty();
        }
        Interns interns = new Interns();
        return Optional.of(
                coding.value(coding.isInterned() ? interns.of(text(row)) : coding.code(vector, row), interns));
    }
}
