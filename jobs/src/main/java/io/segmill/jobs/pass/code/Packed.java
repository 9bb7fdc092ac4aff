package io.segmill.jobs.pass.code;

import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Grows by small numbers written in few bytes, seven bits a byte, and by texts. */
public final class Packed {
    private static final int MOST_BYTES_A_LONG = 10;

    private byte[] bytes;
    private int length;

    public Packed(int capacity) {
        bytes = new byte[capacity];
    }

    public int length() {
        return length;
    }

    /** Any long; small ones, of either sign, take the fewest bytes. */
    public void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    /** Any long as 64 bits; those whose high bits are 0 take the fewest bytes. */
    public void unsigned(long value) {
        if (length + MOST_BYTES_A_LONG > bytes.length) {
            grow(MOST_BYTES_A_LONG);
        }
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    public void text(UTF8String text) {
        int size = text.numBytes();
        unsigned(size);
        if (length + size > bytes.length) {
            grow(size);
        }
        text.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + length);
        length += size;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.addExact(length, length)));
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Empty again, its memory kept. */
    public void clear() {
        length = 0;
    }
}
