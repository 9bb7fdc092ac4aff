package io.segmill.jobs.export;

import io.segmill.jobs.session.Aside;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The lines of an extract that no file has yet. While those of one partition are written, the next few partitions are
 * made, and held until their turn comes.
 */
final class LinesLeft {
    private static final int MOST_PARTITIONS = 4;

    private final JavaRDD<ExtractLines> all;
    private final int partitions;
    private final int together;
    /** A Spark job each, so that none waits for its neighbour. */
    private final Deque<Aside<List<ExtractLines>>> coming = new ArrayDeque<>();

    private final Deque<ExtractLines> made = new ArrayDeque<>();
    private int nextPartition;
    /** How many of the first that are made are written. */
    private int written;

    private long guardedCells;

    LinesLeft(JavaRDD<ExtractLines> all) {
        this.all = all;
        this.partitions = all.getNumPartitions();
        this.together = Math.min(MOST_PARTITIONS, all.context().defaultParallelism());
    }

    boolean isNone() {
        while (made.isEmpty() && (nextPartition < partitions || !coming.isEmpty())) {
            makeMore();
            made.addAll(coming.remove().result());
            makeMore();
        }
        return made.isEmpty();
    }

    private void makeMore() {
        while (coming.size() < together && nextPartition < partitions) {
            int[] partition = {nextPartition++};
            coming.add(Aside.begin("lines of an extract", () -> all.collectPartitions(partition)[0]));
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
}
