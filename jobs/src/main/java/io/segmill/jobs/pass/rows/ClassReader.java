package io.segmill.jobs.pass.rows;

import io.segmill.core.condition.Condition;
import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.batch.Selection;
import io.segmill.jobs.pass.batch.TextNumbers;
import io.segmill.jobs.pass.code.Ranges;
import io.segmill.jobs.pass.feed.Classifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.apache.spark.unsafe.types.UTF8String;

/** Finds the class of rows in one {@link Classifier}; for one thread. */
abstract class ClassReader {
    private static final int MOST_KNOWN = 1 << 16;
    private static final int WIDEST_TABLE = 1 << 16;

    /** Adds to a number for each of some rows the row's class, multiplied. */
    abstract void add(Selection rows, long factor, long[] numbers);

    static ClassReader of(Classifier classifier, BatchColumns columns, ConditionEvaluator evaluator, Days days) {
        if (classifier instanceof Classifier.Cuts cuts) {
            return new OfCuts(cuts, columns.of(cuts.column()), days);
        }
        if (classifier instanceof Classifier.Texts texts) {
            return texts(texts, columns.of(texts.column()));
        }
        if (classifier instanceof Classifier.Tests tests) {
            return tests(tests, columns, evaluator);
        }
        return of((Classifier.Whole) classifier, columns::value, evaluator);
    }

    /** Values of rows by column, as the language's rows hold them. */
    interface Values {
        Optional<Object> value(ColumnPath path, int row);
    }

    static ClassReader of(Classifier.Whole whole, Values values, ConditionEvaluator evaluator) {
        return new ClassReader() {
            @Override
            void add(Selection rows, long factor, long[] numbers) {
                for (int index = 0; index < rows.size(); index++) {
                    int row = rows.row(index);
                    if (evaluator.meets(whole.test(), new RowReadings(path -> values.value(path, row)))) {
                        numbers[index] += factor;
                    }
                }
            }
        };
    }

    private static ClassReader texts(Classifier.Texts texts, BatchColumn column) {
        Map<UTF8String, Long> classes = new HashMap<>();
        for (String text : texts.texts()) {
            classes.put(UTF8String.fromString(text), classes.size() + 2L);
        }
        return new OfTexts(column, row -> classes.getOrDefault(column.text(row), 1L));
    }

    private static ClassReader tests(Classifier.Tests tests, BatchColumns columns, ConditionEvaluator evaluator) {
        BatchColumn column = columns.of(tests.column());
        Answers answers = new Answers(
                tests.tests(), (test, row) -> evaluator.meets(test, new RowReadings(path -> columns.value(path, row))));
        return column.coding().isInterned()
                ? new OfTexts(column, row -> answers.of(column.text(row), row))
                : new ClassReader() {
                    @Override
                    void add(Selection rows, long factor, long[] numbers) {
                        boolean[] missing = column.missing();
                        long[] codes = column.codes();
                        for (int index = 0; index < rows.size(); index++) {
                            int row = rows.row(index);
                            if (!missing[row]) {
                                numbers[index] += factor * answers.of(codes[row], row);
                            }
                        }
                    }
                };
    }

    /** How {@link Classifier.Tests} answer to each value, a bit a test. */
    private static final class Answers {
        private final List<Condition> tests;
        private final Asked asked;
        private final Map<Object, Long> known = new HashMap<>();

        private interface Asked {
            boolean meets(Condition test, int row);
        }

        Answers(List<Condition> tests, Asked asked) {
            this.tests = tests;
            this.asked = asked;
        }

        /** @param row that has that value */
        long of(Object value, int row) {
            Long found = known.get(value);
            if (found != null) {
                return found;
            }
            long bits = 0;
            for (int test = 0; test < tests.size(); test++) {
                bits |= asked.meets(tests.get(test), row) ? 1L << test : 0;
            }
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(value instanceof UTF8String text ? text.copy() : value, bits);
            return bits;
        }
    }

    /** Of texts, whose class is 0 where they are missing. */
    private static final class OfTexts extends ClassReader {
        private final BatchColumn column;
        private final TextNumbers classes;

        OfTexts(BatchColumn column, IntToLongFunction rowClass) {
            this.column = column;
            this.classes = new TextNumbers(column, rowClass);
        }

        @Override
        void add(Selection rows, long factor, long[] numbers) {
            boolean[] missing = column.missing();
            classes.next();
            for (int index = 0; index < rows.size(); index++) {
                int row = rows.row(index);
                if (!missing[row]) {
                    numbers[index] += factor * classes.of(row);
                }
            }
        }
    }

    /** Of ranges, by a table of classes where their ends lie near each other. */
    private static final class OfCuts extends ClassReader {
        private final Classifier.Cuts cuts;
        private final BatchColumn column;
        private final Days days;
        private final boolean isTable;
        private final char[] table;
        private final long least;

        OfCuts(Classifier.Cuts cuts, BatchColumn column, Days days) {
            this.cuts = cuts;
            this.column = column;
            this.days = days;
            long[] bounds = cuts.cuts();
            long greatest = bounds.length == 0 ? 0 : bounds[bounds.length - 1];
            // The first place is that of all that lies before the first bound.
            this.least = bounds.length == 0 ? 0 : bounds[0] - 1;
            this.isTable = bounds.length > 0
                    && bounds[0] > Long.MIN_VALUE
                    && least < Long.MAX_VALUE - WIDEST_TABLE
                    && greatest < least + WIDEST_TABLE;
            this.table = new char[isTable ? (int) (greatest - least) + 1 : 0];
            for (int index = 0; index < table.length; index++) {
                table[index] = (char) cuts.of(least + index);
            }
        }

        @Override
        void add(Selection rows, long factor, long[] numbers) {
            boolean[] missing = column.missing();
            long[] codes = column.codes();
            boolean byDay = cuts.view() == Ranges.View.DAY;
            for (int index = 0; index < rows.size(); index++) {
                int row = rows.row(index);
                if (!missing[row]) {
                    numbers[index] += factor * of(byDay ? days.of(codes[row]) : codes[row]);
                }
            }
        }

        private long of(long value) {
            if (!isTable) {
                return cuts.of(value);
            }
            if (value <= least) {
                return table[0];
            }
            long place = value - least;
            return table[place < 0 || place >= table.length ? table.length - 1 : (int) place];
        }
    }
}
