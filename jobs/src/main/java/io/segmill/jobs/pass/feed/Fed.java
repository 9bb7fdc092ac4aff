package io.segmill.jobs.pass.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The accumulators that rows of one signature feed, by what they take. */
public final class Fed {
    private final int[] accumulators;
    private final int[] rows;
    private final Measured[] measured;
    private final int[] carried;

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

    /**
     * @param numbers of the accumulators, among all of the feed
     * @param time the number of the measure that is the event time; -1 if there is none
     * @param bagSets the numbers of the sets of some bags
     * @param carriers for each measure, the number of what carries it
     */
    Fed(int[] numbers, List<Accumulator> all, int time, int[] carriers, UnaryOperator<int[]> bagSets) {
        this.accumulators = numbers;
        List<Accumulator> some = Arrays.stream(numbers).mapToObj(all::get).toList();
        this.rows = offsets(some, Accumulator.Kind.ROWS);
        Map<Integer, List<Accumulator>> byMeasure = new TreeMap<>();
        some.stream().filter(one -> one.kind() != Accumulator.Kind.ROWS).forEach(one -> byMeasure
                .computeIfAbsent(one.measure(), any -> new ArrayList<>())
                .add(one));
        this.measured = byMeasure.entrySet().stream()
                .map(entry -> new Measured(
                        entry.getKey(),
                        offsets(entry.getValue(), Accumulator.Kind.SET),
                        offsets(entry.getValue(), Accumulator.Kind.SUM),
                        offsets(entry.getValue(), Accumulator.Kind.LEAST),
                        offsets(entry.getValue(), Accumulator.Kind.GREATEST),
                        entry.getValue().stream()
                                .filter(one -> one.kind().needsTime())
                                .toArray(Accumulator[]::new),
                        bagSets.apply(offsets(entry.getValue(), Accumulator.Kind.VALUES))))
                .toArray(Measured[]::new);
        boolean isTimed = some.stream().anyMatch(one -> one.kind().needsTime());
        this.carried = java.util.stream.IntStream.concat(
                        byMeasure.keySet().stream().mapToInt(measure -> carriers[measure]),
                        isTimed ? java.util.stream.IntStream.of(carriers[time]) : java.util.stream.IntStream.empty())
                .sorted()
                .distinct()
                .toArray();
    }

    private static int[] offsets(List<Accumulator> some, Accumulator.Kind kind) {
        return some.stream()
                .filter(one -> one.kind() == kind)
                .mapToInt(Accumulator::offset)
                .toArray();
    }

    public boolean isNothing() {
        return accumulators.length == 0;
    }

    /** The numbers of all accumulators. */
    public int[] accumulators() {
        return accumulators;
    }

    /** The offsets of the words that count rows. */
    public int[] rows() {
        return rows;
    }

    public Measured[] measured() {
        return measured;
    }

    /** The numbers of what such a row brings along, ascending. */
    public int[] carried() {
        return carried;
    }
}
