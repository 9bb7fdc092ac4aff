package io.segmill.jobs.pass.feed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                arrays.clear();
            }
            fed = feds.computeIfAbsent(list(numbers), any -> fed(numbers));
            known.put(key, fed);
        }
        return fed;
    }

    /** Of the accumulators with those numbers. */
    private Fed fed(int[] numbers) {
        List<Accumulator> all =
                Arrays.stream(numbers).mapToObj(feed.accumulators()::get).toList();
        int[] measures = all.stream()
                .filter(one -> one.kind() != Accumulator.Kind.ROWS)
                .mapToInt(Accumulator::measure)
                .sorted()
                .distinct()
                .toArray();
        boolean isTimed = all.stream().anyMatch(one -> one.kind().needsTime());
        IntStream carriersOfAll = IntStream.concat(
                Arrays.stream(measures).map(measure -> carriers[measure]),
                isTimed ? IntStream.of(carriers[time]) : IntStream.empty());
        int[] carried = carriersOfAll.sorted().distinct().toArray();
        return new Fed(
                numbers,
                shared(measures),
                shared(carried),
                shared(Arrays.stream(measures)
                        .map(measure -> Arrays.binarySearch(carried, carriers[measure]))
                        .toArray()),
                isTimed ? Arrays.binarySearch(carried, carriers[time]) : -1,
                shared(adds(all)),
                shared(pairs(all, Accumulator.Kind.LEAST)),
                shared(pairs(all, Accumulator.Kind.GREATEST)),
                shared(pairs(all, Accumulator.Kind.LATEST)),
                shared(pairs(all, Accumulator.Kind.EARLIEST)),
                shared(bagSets(all, measures)));
    }

    private static int[] adds(List<Accumulator> all) {
        return all.stream()
                .flatMapToInt(one -> switch (one.kind()) {
                    case ROWS -> IntStream.of(one.offset(), Fed.ONE);
                    case SET -> IntStream.of(one.offset(), Fed.set(one.measure()));
                    case SUM -> IntStream.of(one.offset(), Fed.number(one.measure()));
                    case LEAST, GREATEST, LATEST, EARLIEST, VALUES -> IntStream.empty();
                })
                .toArray();
    }

    private static int[] pairs(List<Accumulator> all, Accumulator.Kind kind) {
        return all.stream()
                .filter(one -> one.kind() == kind)
                .flatMapToInt(one -> IntStream.of(one.offset(), one.measure()))
                .toArray();
    }

    private int[] bagSets(List<Accumulator> all, int[] measures) {
        return Arrays.stream(measures)
                .flatMap(measure -> Arrays.stream(bagSets(all.stream()
                                .filter(one -> one.kind() == Accumulator.Kind.VALUES && one.measure() == measure)
                                .mapToInt(Accumulator::offset)
                                .toArray()))
                        .flatMap(set -> IntStream.of(measure, set)))
                .toArray();
    }

    private int[] shared(int[] array) {
        return arrays.computeIfAbsent(list(array), any -> array);
    }

    private static List<Integer> list(int[] array) {
        return Arrays.stream(array).boxed().toList();
    }
}
