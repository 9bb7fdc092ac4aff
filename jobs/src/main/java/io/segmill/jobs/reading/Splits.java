package io.segmill.jobs.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;

/**
 * How Spark itself would cut files into splits and put small ones together into tasks, by its own settings.
 *
 * @param size bytes of a split, and of a task's splits together
 * @param openCost what opening a file costs, in bytes that could be read in that time
 */
record Splits(long size, long openCost) {
    static Splits of(SparkSession spark, List<FoundFile> files) {
        long most = setting(spark, "spark.sql.files.maxPartitionBytes");
        long openCost = setting(spark, "spark.sql.files.openCostInBytes");
        long total = files.stream().mapToLong(file -> file.size() + openCost).sum();
        long share = total / spark.sparkContext().defaultParallelism();
        return new Splits(Math.max(1, Math.min(most, Math.max(openCost, share))), openCost);
    }

    /** Neighbours together, as far as they fit. */
    <T> List<List<T>> tasks(List<T> items, ToLongFunction<T> bytes) {
        List<List<T>> tasks = new ArrayList<>();
        long filled = 0;
        for (T item : items) {
            long cost = bytes.applyAsLong(item) + openCost;
            if (tasks.isEmpty() || filled + cost > size) {
                tasks.add(new ArrayList<>());
                filled = 0;
            }
            tasks.get(tasks.size() - 1).add(item);
            filled += cost;
        }
        return tasks;
    }

    private static long setting(SparkSession spark, String key) {
        return JavaUtils.byteStringAsBytes(spark.conf().get(key));
    }
}
