package io.segmill.jobs.expand;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well members are told from others whom the model has not seen.
 *
 * @param auc how often a member is found more similar than another customer, from 0 to 1; 0.5 is chance. Empty where
 *     there are too few of either to say
 * @param error the standard error of that
 */
record Separation(OptionalDouble auc, double error) {
    /** What is below is of no use, however sure it is. */
    static final double CHANCE = 0.55;

    private static final double STANDARD_ERRORS = 2;

    /** By cross-validation: every fold is put to a model that learned from the other folds. */
    static Separation of(Training training, Sample sample) {
        double won = 0;
        double pairs = 0;
        for (int fold = 0; fold < Sample.FOLDS; fold++) {
            Likeness model = training.without(fold);
            List<Scored> scored = new ArrayList<>();
            for (int row = 0; row < sample.size(); row++) {
                if (sample.folds()[row] == fold) {
                    scored.add(new Scored(model.logOdds(sample.levels().get(row)), sample.liked()[row]));
                }
            }
            long liked = scored.stream().filter(Scored::isLiked).count();
            won += won(scored);
            pairs += (double) liked * (scored.size() - liked);
        }
        if (pairs == 0) {
            return new Separation(OptionalDouble.empty(), 0);
        }
        double auc = won / pairs;
        return new Separation(OptionalDouble.of(auc), error(auc, sample.count(true), sample.count(false)));
    }

    /** Of Hanley and McNeil, The meaning and use of the area under a ROC curve, Radiology 143 (1982). */
    private static double error(double auc, double members, double others) {
        double one = auc / (2 - auc) - auc * auc;
        double other = 2 * auc * auc / (1 + auc) - auc * auc;
        return Math.sqrt((auc * (1 - auc) + (members - 1) * one + (others - 1) * other) / (members * others));
    }

    /** Whether it is no better than a guess. */
    boolean isChance() {
        return auc.isPresent() && (auc.getAsDouble() < CHANCE || auc.getAsDouble() - STANDARD_ERRORS * error <= 0.5);
    }

    record Scored(double score, boolean isLiked) {}

    /** How many pairs of a member and another customer the member wins; one of equals counts half. */
    static double won(List<Scored> all) {
        List<Scored> ordered =
                all.stream().sorted(Comparator.comparingDouble(Scored::score)).toList();
        double won = 0;
        long below = 0;
        int at = 0;
        while (at < ordered.size()) {
            long members = 0;
            long others = 0;
            double score = ordered.get(at).score();
            while (at < ordered.size() && ordered.get(at).score() == score) {
                if (ordered.get(at++).isLiked()) {
                    members++;
                } else {
                    others++;
                }
            }
            won += members * (below + others / 2.0);
            below += others;
        }
        return won;
    }
}
