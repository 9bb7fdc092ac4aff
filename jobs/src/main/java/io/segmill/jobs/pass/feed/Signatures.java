package io.segmill.jobs.pass.feed;

import java.util.List;

/**
 * Combinations of the classes that a row has in some classifiers as numbers: the classes are the digits of a number of
 * mixed radix, or of several where one has no room for all.
 */
public final class Signatures {
    private static final long MOST = 1L << Classifier.MOST_TESTS;

    private final int[] words;
    private final long[] factors;
    private final long[] radices;
    private final int count;
    private final long different;

    public Signatures(List<Classifier> classifiers) {
        this.words = new int[classifiers.size()];
        this.factors = new long[words.length];
        this.radices = new long[words.length];
        int word = 0;
        long product = 1;
        for (int index = 0; index < words.length; index++) {
            long radix = classifiers.get(index).classes();
            if (product > MOST / radix) {
                word++;
                product = 1;
            }
            words[index] = word;
            factors[index] = product;
            radices[index] = radix;
            product *= radix;
        }
        this.count = word + 1;
        this.different = word == 0 ? product : Long.MAX_VALUE;
    }

    /** How many numbers one signature has. */
    public int words() {
        return count;
    }

    /** How many different signatures there may be; {@link Long#MAX_VALUE} where they take several numbers. */
    long different() {
        return different;
    }

    /** The number to which a classifier's class is added, which begins as 0. */
    public int word(int classifier) {
        return words[classifier];
    }

    /** What the class is multiplied by before it is added. */
    public long factor(int classifier) {
        return factors[classifier];
    }

    /** The class that was added. */
    public long rowClass(int classifier, long[] signature) {
        return signature[words[classifier]] / factors[classifier] % radices[classifier];
    }
}
