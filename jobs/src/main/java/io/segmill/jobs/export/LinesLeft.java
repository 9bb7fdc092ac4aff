package io.segmill.jobs.export;

import io.segmill.jobs.session.SparkFailures;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;

/**
 * The lines of an extract that no file has yet. While those of one partition are written, the next few partitions are
 * made, and held until their turn comes.
 */
final class LinesLeft implements AutoCloseable {
    private static final int MOST_PARTITIONS = 4;

    private final JavaRDD<ExtractLines> all;
    private final int partitions;
    private final int together;
    /** A Spark job each, so that none waits for its neighbour. */
    private final ExecutorService makers;

    private final Deque<Future<List<ExtractLines>>> coming = new ArrayDeque<>();
    private final Deque<ExtractLines> made = new ArrayDeque<>();
    private int nextPartition;
    /** How many of the first that are made are written. */
    private int written;

    private long guardedCells;

    LinesLeft(JavaRDD<ExtractLines> all) {
        this.all = all;
        this.partitions = all.getNumPartitions();
        this.together = Math.min(MOST_PARTITIONS, all.context().defaultParallelism());
        this.makers = Executors.newFixedThreadPool(together, work -> {
            Thread maker = new Thread(work, "lines of an extract");
            maker.setDaemon(true);
            return maker;
        });
    }

    boolean isNone() {
        while (made.isEmpty() && (nextPartition < partitions || !coming.isEmpty())) {
            makeMore();
            made.addAll(next());
            makeMore();
        }
        return made.isEmpty();
    }

    private void makeMore() {
        while (coming.size() < together && nextPartition < partitions) {
            int[] partition = {nextPartition++};
            coming.add(makers.submit(() -> all.collectPartitions(partition)[0]));
        }
    }

    private List<ExtractLines> next() {
        try {
            return coming.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw SparkFailures.known((Exception) e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while lines of an extract were made", e);
        }
    }

    /** Writes the next lines, so many at most. */
    void write(ExtractFile file, long most) throws IOException {
        long room = most;
        while (room > 0 && !isNone()) {
            ExtractLines first = made.element();
            int end = (int) Math.min(first.count(), written + room);
            file.write(first.text(written, end), end - written);
            room -= end - written;
            written = end;
            if (end == first.count()) {
                guardedCells += first.guardedCells();
                made.remove();
                written = 0;
            }
        }
    }

    /** In the lines that are written, once all are. */
    long guardedCells() {
        return guardedCells;
    }

    /** Makes no more. */
    @Override
    public void close() {
        makers.shutdown();
    }
}
