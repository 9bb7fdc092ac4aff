package io.segmill.jobs.pass.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The answers to some tests, a bit each, by the value that they were asked of; up to a limit, beyond which none are kept. For
 * all threads: whoever looks waits for nobody.
 */
final class KnownAnswers {
    private static final int MOST = 1 << 16;
    private static final int FIRST_CAPACITY = 256;
    private static final VarHandle ANSWERS = MethodHandles.arrayElementVarHandle(long[][].class);

    private volatile Table table = new Table(new long[FIRST_CAPACITY], new long[FIRST_CAPACITY][]);
    private int size;

    /** A value is there as soon as its answers are. */
    private record Table(long[] values, long[][] answers) {
        /** Where the value is, or belongs. */
        int place(long value) {
            int mask = values.length - 1;
            long hash = value * 0x9E3779B97F4A7C15L;
            int at = (int) (hash >>> 32) & mask;
            while (answers(at) != null && values[at] != value) {
                at = at + 1 & mask;
            }
            return at;
        }

        long[] answers(int at) {
            return (long[]) ANSWERS.getAcquire(answers, at);
        }

        void put(int at, long value, long[] bits) {
            values[at] = value;
            ANSWERS.setRelease(answers, at, bits);
        }
    }

    /** The answers for a value; null if they are not known. */
    long[] of(long value) {
        Table now = table;
        return now.answers(now.place(value));
    }

    /** @param bits not to be changed any more */
    synchronized void put(long value, long[] bits) {
        if (size == MOST) {
            return;
        }
        if (2 * size >= table.values.length) {
            grow();
        }
        int at = table.place(value);
        if (table.answers(at) == null) {
            table.put(at, value, bits);
            size++;
        }
    }

    private void grow() {
        Table small = table;
        Table large = new Table(new long[2 * small.values.length], new long[2 * small.values.length][]);
        for (int at = 0; at < small.values.length; at++) {
            if (small.answers(at) != null) {
                large.put(large.place(small.values[at]), small.values[at], small.answers(at));
            }
        }
        table = large;
    }
}
