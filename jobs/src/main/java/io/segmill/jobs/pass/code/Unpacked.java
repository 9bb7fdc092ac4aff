package io.segmill.jobs.pass.code;

import org.apache.spark.unsafe.types.UTF8String;

/** Reads what {@link Packed} wrote, in the same order. */
public final class Unpacked {
    private final byte[] bytes;
    private final int end;
    private int at;

    public Unpacked(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length - Packed.PADDING;
    }

    public boolean isAtEnd() {
        return at == end;
    }

    public long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    public long unsigned() {
        long word = (long) Packed.LONG.get(bytes, at);
        int count = Long.numberOfTrailingZeros(word) + 1;
        if (count <= Long.BYTES) {
            at += count;
            return word << (Long.SIZE - Byte.SIZE * count) >>> (Long.SIZE - Packed.BITS_A_BYTE * count);
        }
        long value = (long) Packed.LONG.get(bytes, at + 1);
        at += 1 + Long.BYTES;
        return value;
    }

    /** A text that lives in these bytes. */
    public UTF8String text() {
        int size = (int) unsigned();
        UTF8String text = UTF8String.fromBytes(bytes, at, size);
        at += size;
        return text;
    }
}
