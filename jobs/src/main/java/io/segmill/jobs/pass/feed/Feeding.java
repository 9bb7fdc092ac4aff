package io.segmill.jobs.pass.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What rows of each signature feed: worked out when the first such row comes, and then known to all threads of a process. */
public final class Feeding {
    /** The number of a set of bags has so many bits. */
    public static final int SET_BITS = 18;

    private static final int FIRST_SETS = 64;
    private static final int MOST_KNOWN = 1 << 17;

    private final Feed feed;
    private final Signatures signatures;
    private final int time;
    private final int[] carriers;
    private final GroupTable[] groups;
    private final Map<Signature, Fed> known = new HashMap<>();
    private final Map<List<Integer>, Fed> feds = new HashMap<>();
    private final Map<List<Integer>, Fed.Measured> measured = new HashMap<>();
    private final Map<List<Integer>, int[]> arrays = new HashMap<>();
    private final Map<List<Integer>, Integer> setNumbers = new HashMap<>();
    private volatile int[][] sets = new int[FIRST_SETS][];

    /** @param carriers for each measure, the number of what carries it */
    public Feeding(Feed feed, Signatures signatures, int[] carriers) {
        this.feed = feed;
        this.signatures = signatures;
        this.time = feed.time().map(feed.measures()::indexOf).orElse(-1);
        this.carriers = carriers;
        this.groups = feed.groups().stream()
                .map(group -> new GroupTable(feed, group, signatures))
                .toArray(GroupTable[]::new);
        feed.accumulators().stream()
                .filter(one -> one.kind() == Accumulator.Kind.VALUES)
                .forEach(one -> set(new int[] {one.offset()}));
    }

    /** The numbers of a set of bags; should numbers run out, of sets of one each. */
    private int[] bagSets(int[] bags) {
        if (bags.length == 0) {
            return bags;
        }
        return setNumbers.size() < 1 << SET_BITS
                ? new int[] {set(bags)}
                : Arrays.stream(bags).map(bag -> set(new int[] {bag})).toArray();
    }

    private int set(int[] bags) {
        return setNumbers.computeIfAbsent(Arrays.stream(bags).boxed().toList(), any -> {
            int number = setNumbers.size();
            int[][] all = number < sets.length ? sets : Arrays.copyOf(sets, 2 * number);
            all[number] = bags;
            sets = all;
            return number;
        });
    }

    /** The numbers of the bags of a set. */
    public int[] bags(int set) {
        return sets[set];
    }

    Signatures signatures() {
        return signatures;
    }

    int accumulators() {
        return feed.accumulators().size();
    }

    synchronized Fed of(long[] signature) {
        Signature key = new Signature(signature.clone());
        Fed fed = known.get(key);
        if (fed == null) {
            int[] numbers = Arrays.stream(groups)
                    .flatMapToInt(group -> IntStream.of(group.of(signature)))
                    .toArray();
            if (known.size() >= MOST_KNOWN) {
                known.clear();
                feds.clear();
                measured.clear();
                arrays.clear();
            }
            fed = feds.computeIfAbsent(list(numbers), any -> fed(numbers));
            known.put(key, fed);
        }
        return fed;
    }

    /** Of the accumulators with those numbers. */
    private Fed fed(int[] numbers) {
        Map<Integer, List<Integer>> byMeasure = new TreeMap<>();
        for (int number : numbers) {
            Accumulator one = feed.accumulators().get(number);
            if (one.kind() != Accumulator.Kind.ROWS) {
                byMeasure
                        .computeIfAbsent(one.measure(), any -> new ArrayList<>())
                        .add(number);
            }
        }
        boolean isTimed = Arrays.stream(numbers)
                .anyMatch(number -> feed.accumulators().get(number).kind().needsTime());
        IntStream measures = byMeasure.keySet().stream().mapToInt(measure -> carriers[measure]);
        int[] carried = (isTimed ? IntStream.concat(measures, IntStream.of(carriers[time])) : measures)
                .sorted()
                .distinct()
                .toArray();
        return new Fed(
                numbers,
                offsets(list(numbers), Accumulator.Kind.ROWS),
                byMeasure.values().stream()
                        .map(some -> measured.computeIfAbsent(some, any -> measured(some)))
                        .toArray(Fed.Measured[]::new),
                shared(carried),
                shared(byMeasure.keySet().stream()
                        .mapToInt(measure -> Arrays.binarySearch(carried, carriers[measure]))
                        .toArray()),
                isTimed ? Arrays.binarySearch(carried, carriers[time]) : -1);
    }

    /** Of the accumulators with those numbers, which are all of one measure. */
    private Fed.Measured measured(List<Integer> numbers) {
        return new Fed.Measured(
                feed.accumulators().get(numbers.get(0)).measure(),
                offsets(numbers, Accumulator.Kind.SET),
                offsets(numbers, Accumulator.Kind.SUM),
                offsets(numbers, Accumulator.Kind.LEAST),
                offsets(numbers, Accumulator.Kind.GREATEST),
                numbers.stream()
                        .map(feed.accumulators()::get)
                        .filter(one -> one.kind().needsTime())
                        .toArray(Accumulator[]::new),
                shared(bagSets(offsets(numbers, Accumulator.Kind.VALUES))));
    }

    private int[] offsets(List<Integer> numbers, Accumulator.Kind kind) {
        return shared(numbers.stream()
                .map(feed.accumulators()::get)
                .filter(one -> one.kind() == kind)
                .mapToInt(Accumulator::offset)
                .toArray());
    }

    private int[] shared(int[] array) {
        return arrays.computeIfAbsent(list(array), any -> array);
    }

    private static List<Integer> list(int[] array) {
        return Arrays.stream(array).boxed().toList();
    }
}
