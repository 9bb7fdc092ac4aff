package io.segmill.jobs.pass.block;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.util.KnownSizeEstimation;

/**
 * What one task has found out: the blocks of its bins, in the order of the keys, and what that took.
 *
 * @param errors what went wrong with each test; null where nothing did
 * @param testNanos time that went into each test
 * @param feedNanos time that went into the rows of each feed
 * @param rows by feed and accumulator, how many fed it
 */
public record Part(List<Block> blocks, String[] errors, long[] testNanos, long[] feedNanos, long[][] rows)
        implements Serializable, KnownSizeEstimation {
    private static final long BYTES_BESIDE_BLOCKS = 64 << 10;

    /** In bytes. Spark would find it out by looking at many thousands of arrays, whenever a part is cached. */
    @Override
    public long estimatedSize() {
        return BYTES_BESIDE_BLOCKS + blocks.stream().mapToLong(Block::bytes).sum();
    }
}
