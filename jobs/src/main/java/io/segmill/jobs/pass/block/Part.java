package io.segmill.jobs.pass.block;

import java.io.Serializable;
import java.util.List;

/**
 * What one task has found out: the blocks of its bins, in the order of the keys, and what that took.
 *
 * @param errors what went wrong with each test; null where nothing did
 * @param testNanos time that went into each test
 * @param feedNanos time that went into the rows of each feed
 * @param rows by feed and accumulator, how many fed it
 */
public record Part(List<Block> blocks, String[] errors, long[] testNanos, long[] feedNanos, long[][] rows)
        implements Serializable {}
