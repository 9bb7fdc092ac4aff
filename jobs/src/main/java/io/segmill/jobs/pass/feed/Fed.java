package io.segmill.jobs.pass.feed;

/**
 * What rows of some signatures feed, as offsets of a customer's words. Every row asks for its own, so there are few and
 * short arrays of it, and what one row does takes few loops.
 *
 * @param accumulators the numbers of all accumulators that are fed
 * @param measures the numbers of the measures that are read, ascending
 * @param carried the numbers of what such a row brings along, ascending
 * @param places for each measure, where among those is what carries it
 * @param timePlace the same for the rows' time; -1 where nothing asks for it
 * @param adds pairs: the offset of a word to which something is added, and of what it is: {@link #ONE}, {@link #set(int)} or
 *     {@link #number(int)}
 * @param leasts pairs: the offset of words that keep the least, and a measure
 * @param greatests likewise of the greatest
 * @param latests likewise of the value of the newest row
 * @param earliests likewise of the oldest
 * @param bagSets pairs: a measure, and the number of a set of bags that collects it, see {@link Feeding#bags(int)}
 */
public record Fed(
        int[] accumulators,
        int[] measures,
        int[] carried,
        int[] places,
        int timePlace,
        int[] adds,
        int[] leasts,
        int[] greatests,
        int[] latests,
        int[] earliests,
        int[] bagSets) {
    /** What is added for every row: 1. */
    public static final int ONE = 0;

    private static final int ADDENDS_A_MEASURE = 2;

    /** What is added for a measure that is set: 1, else 0. */
    public static int set(int measure) {
        return 1 + ADDENDS_A_MEASURE * measure;
    }

    /** What a measure adds to sums; 0 where it is not set. */
    public static int number(int measure) {
        return 2 + ADDENDS_A_MEASURE * measure;
    }

    /** How many numbers may be added, where there are so many measures. */
    public static int addends(int measures) {
        return 1 + ADDENDS_A_MEASURE * measures;
    }

    public boolean isNothing() {
        return accumulators.length == 0;
    }
}
