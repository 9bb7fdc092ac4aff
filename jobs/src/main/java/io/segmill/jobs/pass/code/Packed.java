package io.segmill.jobs.pass.code;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Grows by small numbers written in few bytes, and by texts. A number of up to 56 bits takes a byte for each 7 of them:
 * the zeros at the low end of the first byte tell how many bytes follow, the bits behind the one that ends these are the
 * number's, the lowest first. So both writing and reading take one step, however long the number is. A longer number stands
 * in 8 bytes behind a byte of zeros.
 */
public final class Packed {
    /** Eight bytes as a long whose lowest bits are in the first one. */
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** So many bytes behind the last number are never read as such, so that eight can be read at once. */
    static final int PADDING = Long.BYTES;

    static final int BITS_A_BYTE = 7;
    private static final int MOST_BITS = Long.BYTES * BITS_A_BYTE;
    private static final int MOST_BYTES_A_LONG = 1 + Long.BYTES;

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
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        if (bits <= MOST_BITS) {
            int count = (bits + BITS_A_BYTE - 1) / BITS_A_BYTE;
            LONG.set(bytes, length, (value << count) | 1L << (count - 1));
            length += count;
        } else {
            bytes[length] = 0;
            LONG.set(bytes, length + 1, value);
            length += MOST_BYTES_A_LONG;
        }
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

    /** What there is, for an {@link Unpacked}. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length + PADDING);
    }

    /** Empty again, its memory kept. */
    public void clear() {
        length = 0;
    }
}
