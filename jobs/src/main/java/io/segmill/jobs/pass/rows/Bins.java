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
        int found = Arrays.binarySearch(longs, key);
        return found >= 0 ? found + 1 : -found - 1;
    }

    public int of(UTF8String key) {
        if (textBounds == null) {
            textBounds = Arrays.stream(texts).map(UTF8String::fromBytes).toArray(UTF8String[]::new);
        }
        int found = Arrays.binarySearch(textBounds, key);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** What keys of a bin are counted from, so that they are small. */
    public long base(int bin) {
        return bin == 0 ? 0 : longs[bin - 1];
    }
}
