package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Unpacked;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/** The keys of a bin's customers, ascending; a customer is known by its place among them. */
public final class Keys implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST_PLACES_A_KEY = 16;

    private final long base;
    private final long[] longs;
    private final byte[][] texts;
    private transient Map<UTF8String, Integer> placeOfText;
    private transient int[] placeOfLong;

    private Keys(long base, long[] longs, byte[][] texts) {
        this.base = base;
        this.longs = longs;
        this.texts = texts;
    }

    /**
     * Of long codes.
     *
     * @param base what keys of the bin are counted from in its chunks
     */
    static Keys ofLongs(long base, long[] ascending) {
        return new Keys(base, ascending, null);
    }

    static Keys ofTexts(UTF8String[] ascending) {
        return new Keys(
                0, null, Arrays.stream(ascending).map(UTF8String::getBytes).toArray(byte[][]::new));
    }

    public int count() {
        return longs == null ? texts.length : longs.length;
    }

    /** About how much memory they take. */
    long bytes() {
        return longs != null
                ? longs.length * (long) Long.BYTES
                : Arrays.stream(texts)
                        .mapToLong(text -> Block.BYTES_AN_ARRAY + text.length)
                        .sum();
    }

    /** As Spark's rows hold it. */
    public Object internal(int place, Coding coding) {
        if (longs != null) {
            return coding.internal(longs[place], null);
        }
        Interns interns = new Interns();
        return coding.internal(interns.of(UTF8String.fromBytes(texts[place])), interns);
    }

    /** As the language's rows hold it. */
    public Object value(int place, Coding coding) {
        if (longs != null) {
            return coding.value(longs[place], null);
        }
        Interns interns = new Interns();
        return coding.value(interns.of(UTF8String.fromBytes(texts[place])), interns);
    }

    /** Reads the next key of a chunk: its place, or -1 if there is no such customer. */
    int next(Unpacked chunk) {
        return longs == null ? of(chunk.text()) : of(base + chunk.signed());
    }

    /** Likewise, and takes note of a key that has no place. */
    int next(Unpacked chunk, Set<Object> strangers) {
        if (longs == null) {
            UTF8String text = chunk.text();
            int place = of(text);
            if (place < 0) {
                strangers.add(text.copy());
            }
            return place;
        }
        long key = base + chunk.signed();
        int place = of(key);
        if (place < 0) {
            strangers.add(key);
        }
        return place;
    }

    private int of(long key) {
        if (placeOfLong == null) {
            placeOfLong = places();
        }
        if (placeOfLong.length > 0) {
            return key >= longs[0] && key <= longs[longs.length - 1] ? placeOfLong[(int) (key - longs[0])] : -1;
        }
        int found = Arrays.binarySearch(longs, key);
        return Math.max(found, -1);
    }

    /** Places by distance from the first key, where keys lie densely enough; else empty. */
    private int[] places() {
        if (longs.length == 0) {
            return new int[0];
        }
        long width = longs[longs.length - 1] - longs[0];
        if (width < 0 || width >= (long) MOST_PLACES_A_KEY * longs.length) {
            return new int[0];
        }
        int[] places = new int[(int) width + 1];
        Arrays.fill(places, -1);
        for (int place = 0; place < longs.length; place++) {
            places[(int) (longs[place] - longs[0])] = place;
        }
        return places;
    }

    private int of(UTF8String key) {
        if (placeOfText == null) {
            placeOfText = new HashMap<>();
            for (int place = 0; place < texts.length; place++) {
                placeOfText.put(UTF8String.fromBytes(texts[place]), place);
            }
        }
        return placeOfText.getOrDefault(key, -1);
    }
}
