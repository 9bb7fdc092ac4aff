package io.segmill.jobs.pass.rows;

import io.segmill.core.condition.Condition;
import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Ranges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Finds the class of rows in one {@link Classifier}; for one thread. */
abstract class ClassReader {
    private static final int MOST_KNOWN = 1 << 16;
    private static final int WIDEST_TABLE = 1 << 16;

    abstract long of(InternalRow row);

    static ClassReader of(Classifier classifier, FrameColumns columns, ConditionEvaluator evaluator, Days days) {
        if (classifier instanceof Classifier.Cuts cuts) {
            return cuts(cuts, columns, days);
        }
        if (classifier instanceof Classifier.Tests tests) {
            return tests(tests, columns, evaluator);
        }
        Condition test = ((Classifier.Whole) classifier).test();
        return new ClassReader() {
            @Override
            long of(InternalRow row) {
                return evaluator.meets(test, new RowReadings(columns, row)) ? 1 : 0;
            }
        };
    }

    private static ClassReader cuts(Classifier.Cuts cuts, FrameColumns columns, Days days) {
        int ordinal = columns.ordinal(cuts.column());
        Coding coding = Coding.of(cuts.column().column().type());
        boolean byDay = cuts.view() == Ranges.View.DAY;
        long[] bounds = cuts.cuts();
        long least = bounds.length == 0 ? 0 : bounds[0];
        long greatest = bounds.length == 0 ? 0 : bounds[bounds.length - 1];
        boolean isNarrow = least < Long.MAX_VALUE - WIDEST_TABLE && greatest < least + WIDEST_TABLE;
        char[] table = isNarrow ? new char[(int) (greatest - least) + 1] : null;
        if (table != null) {
            for (int index = 0; index < table.length; index++) {
                table[index] = (char) cuts.of(least + index);
            }
        }
        return new ClassReader() {
            @Override
            long of(InternalRow row) {
                if (row.isNullAt(ordinal)) {
                    return 0;
                }
                long code = coding.code(row, ordinal);
                long value = byDay ? days.of(code) : code;
                if (table == null || bounds.length == 0) {
                    return cuts.of(value);
                }
                if (value < least) {
                    return 1;
                }
                return table[value >= greatest ? table.length - 1 : (int) (value - least)];
            }
        };
    }

    private static ClassReader tests(Classifier.Tests tests, FrameColumns columns, ConditionEvaluator evaluator) {
        int ordinal = columns.ordinal(tests.column());
        Coding coding = Coding.of(tests.column().column().type());
        List<Condition> conditions = tests.tests();
        Map<Object, Long> known = new HashMap<>();
        boolean interned = coding.isInterned();
        boolean isText = coding.kind() == DataType.Kind.STRING;
        return new ClassReader() {
            @Override
            long of(InternalRow row) {
                if (row.isNullAt(ordinal)) {
                    return 0;
                }
                Object value = interned ? coding.text(row, ordinal) : (Object) coding.code(row, ordinal);
                Long found = known.get(value);
                if (found != null) {
                    return found;
                }
                RowReadings readings = new RowReadings(columns, row);
                long bits = 0;
                for (int test = 0; test < conditions.size(); test++) {
                    bits |= evaluator.meets(conditions.get(test), readings) ? 1L << test : 0;
                }
                if (known.size() >= MOST_KNOWN) {
                    known.clear();
                }
                known.put(isText ? ((UTF8String) value).copy() : value, bits);
                return bits;
            }
        };
    }
}
