package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.rows.Classifier;
import io.segmill.jobs.pass.rows.Feed;
import java.util.Arrays;
import java.util.List;

/** Which accumulators rows feed by one group of filters, looked up by the rows' classes; for one thread. */
final class GroupTable {
    private static final int MOST_DIRECT = 1 << 16;
    private static final int FIRST_CAPACITY = 64;

    private final Feed feed;
    private final Feed.Group group;
    private final int[] classifiers;
    private final int[] factors;
    private final Fed[] direct;
    private long[] keys;
    private Fed[] values;
    private int size;

    GroupTable(Feed feed, Feed.Group group) {
        this.feed = feed;
        this.group = group;
        this.classifiers = group.classifiers().stream().mapToInt(one -> one).toArray();
        this.factors = new int[classifiers.length];
        long product = 1;
        for (int index = 0; index < classifiers.length && product <= MOST_DIRECT; index++) {
            factors[index] = (int) product;
            product *= feed.classifiers().get(classifiers[index]) instanceof Classifier.Cuts cuts
                    ? cuts.met().length
                    : MOST_DIRECT + 1;
        }
        this.direct = product <= MOST_DIRECT ? new Fed[(int) product] : null;
        this.keys = new long[direct == null ? FIRST_CAPACITY * classifiers.length : 0];
        this.values = new Fed[direct == null ? FIRST_CAPACITY : 0];
    }

    Fed of(long[] classes) {
        if (direct != null) {
            int at = 0;
            for (int index = 0; index < factors.length; index++) {
                at += (int) classes[classifiers[index]] * factors[index];
            }
            Fed fed = direct[at];
            if (fed == null) {
                fed = find(classes);
                direct[at] = fed;
            }
            return fed;
        }
        int at = slot(classes, keys, values);
        if (values[at] == null) {
            if (2 * size >= values.length) {
                grow();
                at = slot(classes, keys, values);
            }
            for (int index = 0; index < classifiers.length; index++) {
                keys[at * classifiers.length + index] = classes[classifiers[index]];
            }
            values[at] = find(classes);
            size++;
        }
        return values[at];
    }

    private int slot(long[] classes, long[] table, Fed[] found) {
        long hash = 0;
        for (int classifier : classifiers) {
            hash = (hash ^ classes[classifier]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        int mask = found.length - 1;
        int at = (int) hash & mask;
        while (found[at] != null && !isAt(classes, table, at)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private boolean isAt(long[] classes, long[] table, int at) {
        for (int index = 0; index < classifiers.length; index++) {
            if (table[at * classifiers.length + index] != classes[classifiers[index]]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        long[] oldKeys = keys;
        Fed[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new Fed[2 * oldValues.length];
        long[] classes = new long[feed.classifiers().size()];
        for (int at = 0; at < oldValues.length; at++) {
            if (oldValues[at] != null) {
                for (int index = 0; index < classifiers.length; index++) {
                    classes[classifiers[index]] = oldKeys[at * classifiers.length + index];
                }
                int to = slot(classes, keys, values);
                System.arraycopy(oldKeys, at * classifiers.length, keys, to * classifiers.length, classifiers.length);
                values[to] = oldValues[at];
            }
        }
    }

    private Fed find(long[] classes) {
        List<Integer> met = group.filters().stream()
                .filter(filter -> feed.meets(filter, classes))
                .toList();
        return new Fed(feed.accumulators().stream()
                .filter(accumulator -> met.contains(accumulator.filter()))
                .toList());
    }

    /** Those that were looked up. */
    List<Fed> all() {
        return Arrays.stream(direct == null ? values : direct)
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
