package io.segmill.jobs.pass.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which accumulators rows feed by one group of filters, by the rows' classes in the classifiers that these hang on. */
final class GroupTable {
    private static final int MOST_KNOWN = 1 << 16;

    private final Feed feed;
    private final Feed.Group group;
    private final Signatures signatures;
    private final int[][] accumulators;
    private final Map<List<Long>, int[]> known = new HashMap<>();

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
        List<Long> classes = group.classifiers().stream()
                .map(classifier -> signatures.rowClass(classifier, signature))
                .toList();
        int[] found = known.get(classes);
        if (found == null) {
            found = find(classes);
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(classes, found);
        }
        return found;
    }

    private int[] find(List<Long> some) {
        long[] classes = new long[feed.classifiers().size()];
        for (int index = 0; index < some.size(); index++) {
            classes[group.classifiers().get(index)] = some.get(index);
        }
        return java.util.stream.IntStream.range(0, accumulators.length)
                .filter(index -> feed.meets(group.filters().get(index), classes))
                .flatMap(index -> java.util.Arrays.stream(accumulators[index]))
                .toArray();
    }
}
