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
    private final Map<Key, Fed> known = new HashMap<>();
    private final Map<List<Integer>, Integer> setNumbers = new HashMap<>();
    private volatile int[][] sets = new int[FIRST_SETS][];

    private record Key(List<Long> signature) {}

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
        Key key = new Key(Arrays.stream(signature).boxed().toList());
        Fed fed = known.get(key);
        if (fed == null) {
            int[] numbers = Arrays.stream(groups)
                    .flatMapToInt(group -> IntStream.of(group.of(signature)))
                    .toArray();
            fed = new Fed(numbers, feed.accumulators(), time, carriers, this::bagSets);
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(key, fed);
        }
        return fed;
    }
}
