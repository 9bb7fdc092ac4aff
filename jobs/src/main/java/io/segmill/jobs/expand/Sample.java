package io.segmill.jobs.expand;

import java.util.List;

/**
 * The customers from whom is learned, in an order that is always the same.
 *
 * @param levels of each customer, one a feature
 * @param liked whether each is a member of the segment that others shall be like
 * @param folds to which fold of the cross-validation each belongs, from 0
 */
record Sample(List<int[]> levels, boolean[] liked, int[] folds) {
    /** How many folds there are. */
    static final int FOLDS = 5;

    Sample {
        levels = List.copyOf(levels);
    }

    int size() {
        return levels.size();
    }

    int count(boolean isLiked) {
        int count = 0;
        for (boolean one : liked) {
            count += one == isLiked ? 1 : 0;
        }
        return count;
    }
}
