package io.segmill.jobs.pass.feed;

import io.segmill.core.condition.Condition;
import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Ranges;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Tells for a row which of some tests it meets, as one long: its class. */
public sealed interface Classifier {
    /** How many tests one class can hold as bits. */
    int MOST_TESTS = 40;

    /** How many classes there are; they are numbered from 0. */
    long classes();

    /** Whether a row of that class meets the test of that number. */
    boolean meets(long rowClass, int test);

    /** What it reads of a row. */
    List<ColumnPath> columns();

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

        @Override
        public List<ColumnPath> columns() {
            return List.of(column);
        }

        @Override
        public long classes() {
            return met.length;
        }

        /** The class of a value that is there. */
        public long of(long value) {
            int found = Arrays.binarySearch(cuts, value);
            return found >= 0 ? found + 2L : -found;
        }
    }

    /**
     * Tests whether a text is one of some: the class is 0 where the column is missing, 1 for a text that no test names, else
     * two more than the text's place.
     *
     * @param texts that some test names, each once
     */
    record Texts(ColumnPath column, List<String> texts, boolean[][] met) implements Classifier {
        /** @param tests for each the texts that meet it */
        public static Texts of(ColumnPath column, List<Set<String>> tests) {
            List<String> texts =
                    tests.stream().flatMap(Set::stream).distinct().sorted().toList();
            boolean[][] met = new boolean[texts.size() + 2][tests.size()];
            for (int place = 0; place < texts.size(); place++) {
                for (int test = 0; test < tests.size(); test++) {
                    met[place + 2][test] = tests.get(test).contains(texts.get(place));
                }
            }
            return new Texts(column, texts, met);
        }

        @Override
        public long classes() {
            return met.length;
        }

        @Override
        public boolean meets(long rowClass, int test) {
            return met[(int) rowClass][test];
        }

        @Override
        public List<ColumnPath> columns() {
            return List.of(column);
        }
    }

    /**
     * Other tests on one column: the class has a bit for each, and is 0 where the column is missing.
     *
     * @param tests at most {@link #MOST_TESTS}
     */
    record Tests(ColumnPath column, List<Condition> tests) implements Classifier {
        @Override
        public long classes() {
            return 1L << tests.size();
        }

        @Override
        public boolean meets(long rowClass, int test) {
            return (rowClass >>> test & 1) != 0;
        }

        @Override
        public List<ColumnPath> columns() {
            return List.of(column);
        }
    }

    /** A test on several columns: the class is 1 where it is met. */
    record Whole(List<ColumnPath> columns, Condition test) implements Classifier {
        @Override
        public long classes() {
            return 2;
        }

        @Override
        public boolean meets(long rowClass, int test) {
            return rowClass != 0;
        }
    }
}
