package io.segmill.jobs.pass.code;

import org.apache.spark.unsafe.types.UTF8String;

/** Reads what {@link Packed} wrote, in the same order. */
public final class Unpacked {
    private final byte[] bytes;
    private int at;

    public Unpacked(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean isAtEnd() {
        return at == bytes.length;
    }

    public long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    public long unsigned() {
        byte next = bytes[at++];
        if (next >= 0) {
            return next;
        }
        long value = next & 0x7F;
        int shift = 7;
        while (true) {
            next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }

    /** A text that lives in these bytes. */
    public UTF8String text() {
        int size = (int) unsigned();
        UTF8String text = UTF8String.fromBytes(bytes, at, size);
        at += size;
        return text;
    }
}
