package io.segmill.jobs.pass.feed;

/**
 * The accumulators that rows of some signatures feed, by what they take. There are about as many of these as there are
 * signatures, and every row asks for its own: so what several have alike they share, as {@link Feeding} makes them.
 *
 * @param accumulators the numbers of all
 * @param rows the offsets of the words that count rows
 * @param measured what is fed by measures
 * @param carried the numbers of what such a row brings along, ascending
 * @param places for each measure, where among those is what carries it
 * @param timePlace the same for the rows' time; -1 where nothing asks for it
 */
public record Fed(int[] accumulators, int[] rows, Measured[] measured, int[] carried, int[] places, int timePlace) {
    /**
     * What is fed by one measure.
     *
     * @param measure its number
     * @param sets offsets of the words that count it
     * @param sums offsets of the words that sum it up
     * @param leasts offsets of the words that keep the least
     * @param greatests offsets of the words that keep the greatest
     * @param timed accumulators that keep one value by its time
     * @param bagSets numbers of the sets of bags that collect it, see {@link Feeding#bags(int)}
     */
    public record Measured(
            int measure, int[] sets, int[] sums, int[] leasts, int[] greatests, Accumulator[] timed, int[] bagSets) {}

    public boolean isNothing() {
        return accumulators.length == 0;
    }
}
