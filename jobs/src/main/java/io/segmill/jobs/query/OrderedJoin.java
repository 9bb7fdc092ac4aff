package io.segmill.jobs.query;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A left join of customers that comes out in the order of their keys. Both sides are cut into the same ranges of keys and
 * joined range by range, so that everything is evaluated, shuffled and sorted once. (Spark's own {@code orderBy} samples
 * what it orders, which evaluates it twice, and shuffles and sorts once more what a join had sorted.)
 */
final class OrderedJoin {
    /** Whoever reads the ranges one after another holds the rows of one. */
    private static final long CUSTOMERS_A_RANGE = 50_000;

    /** A thousand of each. */
    private static final double SAMPLED = 0.02;

    private static final long SEED = 20_260_101;

    private static final String RANGE = "range of the customer";
    private static final String OTHER_RANGE = "range of the other";

    private final Dataset<Row> customers;
    private final String key;
    private final List<Object> bounds;

    /**
     * @param customers one row a key, which is never missing; where there are many, their keys are read at once to cut them
     * @param count how many they are
     */
    OrderedJoin(Dataset<Row> customers, String key, long count) {
        this.customers = customers;
        this.key = key;
        this.bounds = bounds(customers, key, count);
    }

    /** The least key of each range but the first, in their order; ranges have about as many customers each. */
    private static List<Object> bounds(Dataset<Row> customers, String key, long count) {
        if (count <= CUSTOMERS_A_RANGE) {
            return List.of();
        }
        // There may be many more others than customers: they are spread as in any other join.
        long usual = Long.parseLong(customers.sparkSession().conf().get("spark.sql.shuffle.partitions"));
        long ranges = Math.max(usual, 1 + (count - 1) / CUSTOMERS_A_RANGE);
        Dataset<Row> keys = customers.select(key).sample(SAMPLED, SEED);
        return keys
                .repartitionByRange(Math.toIntExact(ranges), keys.col(key))
                .groupBy(functions.spark_partition_id())
                .agg(functions.min(key).as(key))
                .orderBy(key)
                .select(key)
                .collectAsList()
                .stream()
                .skip(1)
                .map(row -> row.get(0))
                .toList();
    }

    /**
     * The customers with others beside them.
     *
     * @param others one row a key at most; no column is called as one of the customers'
     * @param otherKey their key
     * @return all columns of both in partitions one after another by the customers' key, and in each ordered by it
     */
    Dataset<Row> with(Dataset<Row> others, String otherKey) {
        Column sameKey = functions.col(quoted(key)).equalTo(functions.col(quoted(otherKey)));
        if (bounds.isEmpty()) {
            return customers.join(others, sameKey, "left").repartition(1).sortWithinPartitions(quoted(key));
        }
        Column sameRange = functions.col(quoted(RANGE)).equalTo(functions.col(quoted(OTHER_RANGE)));
        // The customers of a range, who are few, are looked up by the others, who may be many and need not be sorted
        // then.
        return cut(customers, key, RANGE)
                .hint("shuffle_hash")
                .join(cut(others, otherKey, OTHER_RANGE), sameKey.and(sameRange), "left")
                .drop(RANGE, OTHER_RANGE)
                .sortWithinPartitions(quoted(key));
    }

    private Dataset<Row> cut(Dataset<Row> rows, String key, String range) {
        return rows.withColumn(range, rangeOf(functions.col(quoted(key))))
                .repartitionById(bounds.size() + 1, functions.col(quoted(range)));
    }

    private Column rangeOf(Column key) {
        Column range = functions.lit(bounds.size());
        for (int bound = bounds.size() - 1; bound >= 0; bound--) {
            range = functions
                    .when(key.lt(functions.lit(bounds.get(bound))), bound)
                    .otherwise(range);
        }
        return range;
    }

    private static String quoted(String name) {
        return RowFrame.quoted(name);
    }
}
