package io.segmill.jobs.expand;

import io.segmill.core.condition.Operand;
import java.util.Arrays;

/**
 * What a model has learned of one feature.
 *
 * @param name in words
 * @param members by level, the share of the members of the sample that have it
 * @param others likewise of the other customers
 * @param weights by level, what it adds to the logarithm of the odds
 */
record LearnedFeature(
        String name, Operand operand, Levels levels, double[] members, double[] others, double[] weights) {
    /** How much it says about a customer of the sample on average. */
    double importance() {
        double sum = 0;
        for (int level = 0; level < weights.length; level++) {
            sum += (members[level] + others[level]) / 2 * Math.abs(weights[level]);
        }
        return sum;
    }

    /** The level that speaks for membership most, by what it adds and how many members have it. */
    int typical() {
        int best = 0;
        for (int level = 1; level < weights.length; level++) {
            if (weights[level] * members[level] > weights[best] * members[best]) {
                best = level;
            }
        }
        return best;
    }

    static LearnedFeature of(String name, Operand operand, Levels levels, Sample sample, int feature, Likeness model) {
        double[] members = new double[levels.count()];
        double[] others = new double[levels.count()];
        for (int row = 0; row < sample.size(); row++) {
            (sample.liked()[row] ? members : others)[sample.levels().get(row)[feature]]++;
        }
        int liked = Math.max(1, sample.count(true));
        int rest = Math.max(1, sample.count(false));
        return new LearnedFeature(
                name,
                operand,
                levels,
                Arrays.stream(members).map(count -> count / liked).toArray(),
                Arrays.stream(others).map(count -> count / rest).toArray(),
                model.weights()[feature]);
    }
}
