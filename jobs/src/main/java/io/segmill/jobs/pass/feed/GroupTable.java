package io.segmill.jobs.pass.feed;

import java.util.HashMap;
import java.util.Map;

/** Which accumulators rows feed by one group of filters, by the rows' classes in the classifiers that these hang on. */
final class GroupTable {
    private static final int MOST_KNOWN = 1 << 16;

    private final Feed feed;
    private final Feed.Group group;
    private final Signatures signatures;
    private final int[][] accumulators;
    private final Map<Signature, int[]> known = new HashMap<>();

    GroupTable(Feed feed, Feed.Group group, Signatures signatures) {
        this.feed = feed;
        this.group = group;
        this.signatures = signatures;
        this.accumulators = group.filters().stream()
                .map(filter -> java.util.stream.IntStream.range(
                                0, feed.accumulators().size())
                        .filter(number -> feed.accumulators().get(number).filter() == filter)
                        .toArray())
                .toArray(int[][]::new);
    }

    /** The numbers of the accumulators. */
    int[] of(long[] signature) {
        long[] classes = new long[group.classifiers().size()];
        for (int index = 0; index < classes.length; index++) {
            classes[index] = signatures.rowClass(group.classifiers().get(index), signature);
        }
        Signature key = new Signature(classes);
        int[] found = known.get(key);
        if (found == null) {
            found = find(classes);
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(key, found);
        }
        return found;
    }

    private int[] find(long[] some) {
        long[] classes = new long[feed.classifiers().size()];
        for (int index = 0; index < some.length; index++) {
            classes[group.classifiers().get(index)] = some[index];
        }
        return java.util.stream.IntStream.range(0, accumulators.length)
                .filter(index -> feed.meets(group.filters().get(index), classes))
                .flatMap(index -> java.util.Arrays.stream(accumulators[index]))
                .toArray();
    }
}
