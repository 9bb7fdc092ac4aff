package io.segmill.jobs.pass.rows;

import io.segmill.core.condition.Condition;
import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Ranges;
import java.util.Arrays;
import java.util.List;

/** Tells for a row which of some tests it meets, as one long: its class. */
public sealed interface Classifier {
    /** How many tests one class can hold as bits. */
    int MOST_TESTS = 62;

    /** Whether a row of that class meets the test of that number. */
    boolean meets(long rowClass, int test);

    /** Tests on ranges of one column: the class is 0 where it is missing, else one more than the cuts at or below it. */
    record Cuts(ColumnPath column, Ranges.View view, long[] cuts, boolean[][] met) implements Classifier {
        /** @param tests all of that view */
        public static Cuts of(ColumnPath column, Ranges.View view, List<Ranges> tests) {
            long[] cuts = tests.stream()
                    .flatMapToLong(test -> java.util.stream.LongStream.concat(
                            Arrays.stream(test.from()),
                            Arrays.stream(test.to())
                                    .filter(last -> last < Long.MAX_VALUE)
                                    .map(last -> last + 1)))
                    .sorted()
                    .distinct()
                    .toArray();
            boolean[][] met = new boolean[cuts.length + 2][tests.size()];
            for (int index = 0; index <= cuts.length; index++) {
                long least = index == 0 ? Long.MIN_VALUE : cuts[index - 1];
                for (int test = 0; test < tests.size(); test++) {
                    met[index + 1][test] = tests.get(test).contains(least);
                }
            }
            return new Cuts(column, view, cuts, met);
        }

        @Override
        public boolean meets(long rowClass, int test) {
            return met[(int) rowClass][test];
        }

        /** Classes there are. */
        int classes() {
            return met.length;
        }

        long of(long value) {
            int found = Arrays.binarySearch(cuts, value);
            return found >= 0 ? found + 2L : -found;
        }
    }

    /**
     * Other tests on one column: the class has a bit for each, and is 0 where the column is missing.
     *
     * @param tests at most {@link #MOST_TESTS}
     */
    record Tests(ColumnPath column, List<Condition> tests) implements Classifier {
        @Override
        public boolean meets(long rowClass, int test) {
            return (rowClass >>> test & 1) != 0;
        }
    }

    /** A test on several columns: the class is 1 where it is met. */
    record Whole(Condition test) implements Classifier {
        @Override
        public boolean meets(long rowClass, int test) {
            return rowClass != 0;
        }
    }
}
