package io.segmill.jobs.pass.rows;

import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.code.Packed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/**
 * Packs what rows say of customers into chunks, each for one bin and one feed: the feed's number, then for every row the
 * customer's key and what the feed writes behind it.
 */
public final class Chunks {
    private static final int FIRST_BYTES = 64;
    private static final int BYTES_A_ROW = 16;

    private final Bins bins;
    private final Packed[][] open;
    private final long mostBytes;
    private long bytes;
    private final Consumer<Tuple2<Integer, byte[]>> out;

    private Chunks(Bins bins, int feeds, long mostBytes, Consumer<Tuple2<Integer, byte[]>> out) {
        this.bins = bins;
        this.open = new Packed[feeds][bins.count()];
        this.mostBytes = mostBytes;
        this.out = out;
    }

    /** Writes what the rows of the batch at hand say. */
    public interface Encoder {
        void encode(Chunks chunks);
    }

    /**
     * Packs all rows.
     *
     * @param columns of the batches, from which the encoders read
     * @param feeds how many there are
     * @param mostBytes that are packed at a time, a batch more at most
     * @return bins and chunks
     */
    public static Iterator<Tuple2<Integer, byte[]>> of(
            Iterator<ColumnarBatch> batches,
            BatchColumns columns,
            List<? extends Encoder> encoders,
            Bins bins,
            int feeds,
            long mostBytes) {
        List<Tuple2<Integer, byte[]>> ready = new ArrayList<>();
        Chunks chunks = new Chunks(bins, feeds, mostBytes, ready::add);
        return new Iterator<>() {
            private int next;
            private boolean flushed;

            @Override
            public boolean hasNext() {
                while (next == ready.size() && !flushed) {
                    ready.clear();
                    next = 0;
                    while (batches.hasNext() && chunks.bytes < mostBytes) {
                        columns.next(batches.next());
                        encoders.forEach(encoder -> encoder.encode(chunks));
                    }
                    flushed = !batches.hasNext();
                    chunks.flush();
                }
                return next < ready.size();
            }

            @Override
            public Tuple2<Integer, byte[]> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ready.get(next++);
            }
        };
    }

    /** Where a row of a feed goes on that belongs to the customer with the key in that column. */
    Packed at(int feed, BatchColumn key, int row) {
        if (key.coding().isInterned()) {
            UTF8String text = key.text(row);
            Packed packed = at(feed, bins.of(text));
            int before = packed.length();
            packed.text(text);
            bytes += packed.length() - before;
            return packed;
        }
        long code = key.codes()[row];
        int bin = bins.of(code);
        Packed packed = at(feed, bin);
        packed.signed(code - bins.base(bin));
        return packed;
    }

    private Packed at(int feed, int bin) {
        Packed packed = open[feed][bin];
        if (packed == null) {
            packed = new Packed(FIRST_BYTES);
            open[feed][bin] = packed;
        }
        if (packed.length() == 0) {
            packed.unsigned(feed);
        }
        // Some bytes a row are near enough.
        bytes += BYTES_A_ROW;
        return packed;
    }

    private void flush() {
        for (Packed[] feed : open) {
            for (int bin = 0; bin < feed.length; bin++) {
                if (feed[bin] != null && feed[bin].length() > 0) {
                    out.accept(new Tuple2<>(bin, feed[bin].toBytes()));
                    feed[bin].clear();
                }
            }
        }
        bytes = 0;
    }
}
