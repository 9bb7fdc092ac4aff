package io.segmill.jobs.export;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** The lines of an extract that no file has yet. Some partitions are made at a time, and held until they are written. */
final class LinesLeft {
    private static final int MOST_PARTITIONS = 4;

    private final JavaRDD<ExtractLines> all;
    private final int partitions;
    private final int together;
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
        while (made.isEmpty() && nextPartition < partitions) {
            int[] next = new int[Math.min(together, partitions - nextPartition)];
            for (int index = 0; index < next.length; index++) {
                next[index] = nextPartition++;
            }
            for (List<ExtractLines> partition : all.collectPartitions(next)) {
                made.addAll(partition);
            }
        }
        return made.isEmpty();
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
