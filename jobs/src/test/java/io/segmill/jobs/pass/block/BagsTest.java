package io.segmill.jobs.pass.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.feed.Accumulator;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.feed.Feeding;
import io.segmill.jobs.pass.feed.Signatures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class BagsTest {
    private static final int BAGS = 3;

    /** Three bags of one measure; the set with a bag's number is that bag alone. */
    private static Feeding feeding() {
        ColumnPath column = new ColumnPath(RowPath.at("orders"), Column.of("column", DataType.BIGINT));
        Feed feed = new Feed(
                RowPath.at("orders"),
                column,
                Optional.empty(),
                List.of(),
                false,
                Long.MIN_VALUE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(column),
                IntStream.range(0, BAGS)
                        .mapToObj(bag -> new Accumulator(Accumulator.Kind.VALUES, bag, 0, bag))
                        .toList());
        return new Feeding(feed, new Signatures(List.of()), new int[] {0});
    }

    private static Bags bags(DataType type, Interns interns) {
        return new Bags(List.of(new Bags.Collected(Coding.of(type), feeding())), BAGS, interns);
    }

    @Test
    void values_are_counted_for_each_customer_and_bag_wherever_the_longs_lie() {
        long[] values = {0, 1, -1, 1L << 44, -(1L << 44), (1L << 44) + 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 45};
        Random random = new Random(1);
        Bags bags = bags(DataType.BIGINT, new Interns());
        for (int run = 0; run < 3; run++) {
            bags.clear();
            Map<List<Integer>, Map<Long, Integer>> expected = new TreeMap<>(
                    Comparator.comparing((List<Integer> key) -> key.get(0)).thenComparing(key -> key.get(1)));
            for (int row = 0; row < 3_000; row++) {
                int customer = random.nextInt(50);
                long value = values[random.nextInt(values.length)];
                int bag = random.nextInt(BAGS);
                bags.add(customer, 0, value, bag);
                expected.computeIfAbsent(List.of(customer, bag), any -> new TreeMap<>())
                        .merge(value, 1, Integer::sum);
            }
            bags.count(51);
            for (int customer = 0; customer <= 50; customer++) {
                for (int bag = 0; bag < BAGS; bag++) {
                    Map<Long, Integer> counts = expected.getOrDefault(List.of(customer, bag), Map.of());
                    assertThat(bags.distinct(bag)[customer]).isEqualTo(counts.size());
                    if (!counts.isEmpty()) {
                        int most = counts.values().stream()
                                .max(Comparator.naturalOrder())
                                .orElseThrow();
                        long frequent = counts.entrySet().stream()
                                .filter(entry -> entry.getValue() == most)
                                .mapToLong(Map.Entry::getKey)
                                .min()
                                .orElseThrow();
                        assertThat(bags.frequent(bag)[customer]).isEqualTo(frequent);
                    }
                }
            }
        }
    }

    @Test
    void of_texts_that_are_as_frequent_the_least_counts_not_the_first() {
        Interns interns = new Interns();
        long later = interns.of(UTF8String.fromString("z"));
        long earlier = interns.of(UTF8String.fromString("a"));
        Bags bags = bags(DataType.STRING, interns);
        for (long text : new long[] {later, earlier, earlier, later}) {
            bags.add(0, 0, text, 1);
        }
        bags.count(1);
        assertThat(bags.frequent(1)[0]).isEqualTo(earlier);
        assertThat(bags.distinct(1)[0]).isEqualTo(2);
        assertThat(bags.distinct(0)[0]).isZero();
    }
}
