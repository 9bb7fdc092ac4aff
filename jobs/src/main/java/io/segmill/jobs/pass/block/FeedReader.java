package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import io.segmill.jobs.pass.feed.Accumulator;
import io.segmill.jobs.pass.feed.Fed;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.feed.SignatureTable;
import io.segmill.jobs.pass.rows.Layout;
import io.segmill.jobs.pass.rows.ValueReader;
import java.util.List;

/** Accumulates the rows of one feed; for one thread. */
final class FeedReader {
    private final SignatureTable table;
    private final long[] signature;
    private final ValueReader carried;
    private final MeasuredRow row;
    private final MeasuredRow.Measure time;
    /** For each measure its number among those that bags collect; -1 where none does. */
    private final int[] bags;

    private final WaitingRows waiting;
    private long nanos;

    /**
     * @param collected the measures that bags collect, to which those of this feed are added
     * @param rowsWaiting at most
     */
    FeedReader(Layout layout, Interns interns, List<Bags.Collected> collected, int rowsWaiting) {
        Feed feed = layout.feed();
        this.waiting = new WaitingRows(rowsWaiting);
        this.table = new SignatureTable(layout.feeding());
        this.signature = new long[layout.signatures().words()];
        this.carried = new ValueReader(
                layout.ownMeasures().stream()
                        .map(measure -> Coding.of(measure.column().type()))
                        .toList(),
                layout.lookups().size(),
                interns);
        this.row = new MeasuredRow(layout, interns);
        this.time = feed.time()
                .map(feed.measures()::indexOf)
                .filter(measure -> measure >= 0)
                .map(row::measure)
                .orElse(null);
        this.bags = new int[feed.measures().size()];
        for (int index = 0; index < bags.length; index++) {
            int measure = index;
            boolean isCollected = feed.accumulators().stream()
                    .anyMatch(one -> one.measure() == measure && one.kind() == Accumulator.Kind.VALUES);
            bags[measure] = isCollected ? collected.size() : -1;
            if (isCollected) {
                Coding coding = Coding.of(feed.measures().get(measure).column().type());
                collected.add(new Bags.Collected(coding, layout.feeding()));
            }
        }
    }

    /**
     * Reads a chunk behind its feed's number; its rows wait then.
     *
     * @param full makes room where too many wait
     */
    void read(Unpacked chunk, Keys keys, Runnable full) {
        long began = System.nanoTime();
        while (!chunk.isAtEnd()) {
            int customer = keys.next(chunk);
            for (int word = 0; word < signature.length; word++) {
                signature[word] = chunk.unsigned();
            }
            waiting.read(customer, table.next(signature), carried, chunk);
            if (waiting.isFull()) {
                full.run();
            }
        }
        nanos += System.nanoTime() - began;
    }

    /** Puts the rows that wait in order of their customers. @param customers how many there are */
    void sort(int customers) {
        long began = System.nanoTime();
        waiting.sort(customers);
        nanos += System.nanoTime() - began;
    }

    /** Accumulates the rows of some customers, once they are sorted. @param first the place of the first of them */
    void accumulate(int first, Accumulators accumulators) {
        long began = System.nanoTime();
        waiting.give(
                first,
                first + accumulators.customers(),
                (fed, customer, values, set, start) -> feed(fed, customer, values, set, start, accumulators));
        nanos += System.nanoTime() - began;
    }

    /** No row waits any more. */
    void clear() {
        waiting.clear();
    }

    private void feed(Fed fed, int customer, long[] values, boolean[] set, int start, Accumulators accumulators) {
        row.read(fed, values, set, start);
        accumulators.add(customer, fed.adds(), row);
        accumulators.least(customer, fed.leasts(), row);
        accumulators.greatest(customer, fed.greatests(), row);
        int timeAt = start + fed.timePlace();
        if (fed.timePlace() >= 0 && time.isSet(values, set, timeAt)) {
            long moment = time.value(values, timeAt);
            accumulators.latest(customer, fed.latests(), row, moment);
            accumulators.earliest(customer, fed.earliests(), row, moment);
        }
        int[] bagSets = fed.bagSets();
        for (int index = 0; index < bagSets.length; index += 2) {
            int measure = bagSets[index];
            if (row.set[measure]) {
                accumulators.bags().add(customer, bags[measure], row.values[measure], bagSets[index + 1]);
            }
        }
    }

    /** Time that went into reading, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** For each accumulator, how many rows fed it. */
    long[] rows() {
        return table.rows();
    }
}
