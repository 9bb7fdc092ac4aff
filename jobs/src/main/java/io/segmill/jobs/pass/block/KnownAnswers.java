package io.segmill.jobs.pass.block;

import java.util.Arrays;

/** The answers to some tests, a bit each, by the value that they were asked of; forgets all of them when it is full. */
final class KnownAnswers {
    private static final int MOST = 1 << 16;
    private static final int FIRST_CAPACITY = 256;

    private final int words;
    private long[] values = new long[FIRST_CAPACITY];
    private long[][] answers = new long[FIRST_CAPACITY][];
    private int size;

    /** @param words of answers for each value */
    KnownAnswers(int words) {
        this.words = words;
    }

    KnownAnswers copy() {
        KnownAnswers copy = new KnownAnswers(words);
        copy.values = values.clone();
        copy.answers = answers.clone();
        copy.size = size;
        return copy;
    }

    int size() {
        return size;
    }

    int words() {
        return words;
    }

    /** Where the answers for a value are; negative if they are not known. */
    int of(long value) {
        int at = slot(value);
        return answers[at] == null ? -1 : at;
    }

    long word(int at, int word) {
        return answers[at][word];
    }

    /** @return where the answers are */
    int put(long value, long[] bits) {
        if (size == MOST) {
            Arrays.fill(answers, null);
            size = 0;
        } else if (2 * size >= answers.length) {
            grow();
        }
        int at = slot(value);
        values[at] = value;
        answers[at] = bits;
        size++;
        return at;
    }

    private int slot(long value) {
        int mask = answers.length - 1;
        long hash = value * 0x9E3779B97F4A7C15L;
        int at = (int) (hash >>> 32) & mask;
        while (answers[at] != null && values[at] != value) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldValues = values;
        long[][] oldAnswers = answers;
        values = new long[2 * oldValues.length];
        answers = new long[2 * oldAnswers.length][];
        for (int index = 0; index < oldAnswers.length; index++) {
            if (oldAnswers[index] != null) {
                int at = slot(oldValues[index]);
                values[at] = oldValues[index];
                answers[at] = oldAnswers[index];
            }
        }
    }
}
