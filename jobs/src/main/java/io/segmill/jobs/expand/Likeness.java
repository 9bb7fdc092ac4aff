package io.segmill.jobs.expand;

import java.io.Serializable;
import java.util.List;

/**
 * A learned model: what each level of each feature adds to the logarithm of the odds that a customer is a member.
 *
 * @param base what everybody has
 * @param weights by feature and level
 */
record Likeness(double base, double[][] weights) implements Serializable {
    private static final int MILLION = 1_000_000;

    /** @param levels one a feature */
    double logOdds(int[] levels) {
        double sum = base;
        for (int feature = 0; feature < weights.length; feature++) {
            sum += weights[feature][levels[feature]];
        }
        return sum;
    }

    /** The probability, rounded to millionths. */
    int similarity(int[] levels) {
        // Not Math.exp, which may differ in its last digit from one machine to the other.
        return (int) Math.round(MILLION / (1 + StrictMath.exp(-logOdds(levels))));
    }

    /** Centred, so that a level adds nothing where it is what a customer of the sample has on average. */
    static Likeness centred(double base, double[][] weights, Sample sample, double[] shares) {
        double moved = base;
        double[][] centred = new double[weights.length][];
        List<int[]> levels = sample.levels();
        for (int feature = 0; feature < weights.length; feature++) {
            double mean = 0;
            for (int row = 0; row < shares.length; row++) {
                mean += shares[row] * weights[feature][levels.get(row)[feature]];
            }
            centred[feature] = weights[feature].clone();
            for (int level = 0; level < centred[feature].length; level++) {
                centred[feature][level] -= mean;
            }
            moved += mean;
        }
        return new Likeness(moved, centred);
    }
}
