package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.rows.Accumulator;
import java.util.List;

/** The accumulators that rows of some classes feed, those of one kind together. */
final class Fed {
    final List<Accumulator> accumulators;
    final int[] rows;
    final Accumulator[] sums;
    final Accumulator[] others;
    /** How many rows fed them. */
    long hits;

    Fed(List<Accumulator> accumulators) {
        this.accumulators = accumulators;
        this.rows = accumulators.stream()
                .filter(one -> one.kind() == Accumulator.Kind.ROWS)
                .mapToInt(Accumulator::offset)
                .toArray();
        this.sums = accumulators.stream()
                .filter(one -> one.kind() == Accumulator.Kind.SUM)
                .toArray(Accumulator[]::new);
        this.others = accumulators.stream()
                .filter(one -> one.kind() != Accumulator.Kind.ROWS && one.kind() != Accumulator.Kind.SUM)
                .toArray(Accumulator[]::new);
    }
}
