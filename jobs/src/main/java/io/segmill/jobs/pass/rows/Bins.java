package io.segmill.jobs.pass.rows;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Customers cut by ranges of their key into bins, small enough that all that is known of a bin's customers stays in a
 * processor's cache, and bins into parts, each of which is one task and one file.
 */
public final class Bins implements Serializable {
    private static final long serialVersionUID = 1;

    private final boolean isText;
    private final long[] longs;
    private final byte[][] texts;
    private final int[] firstOfPart;
    private transient UTF8String[] textBounds;
    private transient Cells cells;

    /**
     * @param bounds the first key of every bin but the first, ascending, as codes of the key's coding
     * @param firstOfPart the first bin of each part, ascending from 0
     */
    public Bins(Coding key, long[] bounds, Interns interns, int[] firstOfPart) {
        this.isText = key.isInterned();
        this.longs = isText ? new long[bounds.length] : bounds.clone();
        this.texts = new byte[isText ? bounds.length : 0][];
        for (int index = 0; index < texts.length; index++) {
            texts[index] = interns.text(bounds[index]).getBytes();
        }
        this.firstOfPart = firstOfPart.clone();
    }

    public int count() {
        return longs.length + 1;
    }

    public int parts() {
        return firstOfPart.length;
    }

    public int part(int bin) {
        int found = Arrays.binarySearch(firstOfPart, bin);
        return found >= 0 ? found : -found - 2;
    }

    public int of(long key) {
        if (cells == null) {
            cells = new Cells(longs);
        }
        return cells.bin(key);
    }

    /**
     * Where to look for the bin of a key: its distance from the first bound, cut into cells of one width, some for each
     * bound. Every row asks for its bin, and a search among all bounds guesses wrong half of the time.
     */
    private static final class Cells {
        private static final int CELLS_A_BOUND = 8;

        private final long[] bounds;
        private final int shift;
        /** For each cell, how many bounds lie before it; one more behind the last cell. */
        private final int[] before;

        Cells(long[] bounds) {
            this.bounds = bounds;
            if (bounds.length == 0) {
                this.shift = 0;
                this.before = new int[0];
                return;
            }
            // Distances have no sign: keys may lie further apart than the greatest long.
            long width = bounds[bounds.length - 1] - bounds[0];
            int cellBits = Long.SIZE - Long.numberOfLeadingZeros((long) CELLS_A_BOUND * bounds.length);
            this.shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(width) - cellBits);
            this.before = new int[(int) (width >>> shift) + 2];
            int bound = 0;
            for (int cell = 0; cell < before.length; cell++) {
                while (bound < bounds.length && (bounds[bound] - bounds[0]) >>> shift < cell) {
                    bound++;
                }
                before[cell] = bound;
            }
        }

        int bin(long key) {
            if (bounds.length == 0 || key < bounds[0]) {
                return 0;
            }
            if (key >= bounds[bounds.length - 1]) {
                return bounds.length;
            }
            int cell = (int) ((key - bounds[0]) >>> shift);
            int found = Arrays.binarySearch(bounds, before[cell], before[cell + 1], key);
            return found >= 0 ? found + 1 : -found - 1;
        }
    }

    public int of(UTF8String key) {
        if (textBounds == null) {
            textBounds = Arrays.stream(texts).map(UTF8String::fromBytes).toArray(UTF8String[]::new);
        }
        int found = Arrays.binarySearch(textBounds, key, UTF8String::binaryCompare);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** What keys of a bin are counted from, so that they are small. */
    public long base(int bin) {
        return bin == 0 ? 0 : longs[bin - 1];
    }
}
