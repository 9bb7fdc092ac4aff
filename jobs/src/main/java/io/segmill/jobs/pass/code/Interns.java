package io.segmill.jobs.pass.code;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** Numbers for texts, and for whole numbers of more than 64 bits as texts of 16 bytes: equal ones have one number. */
public final class Interns {
    private static final int BYTES_OF_A_WHOLE = 16;
    private static final byte SIGN = (byte) 0x80;

    private final KnownTexts known;
    private final Map<UTF8String, Integer> numbers = new HashMap<>();
    private final List<UTF8String> texts = new ArrayList<>();

    public Interns() {
        this(new KnownTexts(List.of()));
    }

    /** @param known texts that have the first numbers */
    public Interns(KnownTexts known) {
        this.known = known;
    }

    public long of(UTF8String text) {
        Integer number = known.count() == 0 ? null : known.number(text);
        if (number == null) {
            number = numbers.get(text);
        }
        if (number == null) {
            UTF8String own = text.copy();
            number = known.count() + texts.size();
            numbers.put(own, number);
            texts.add(own);
        }
        return number;
    }

    public UTF8String text(long number) {
        int own = (int) number - known.count();
        return own < 0 ? known.text((int) number) : texts.get(own);
    }

    /** How two texts stand to each other, by their numbers. */
    int compare(long left, long right) {
        if (left == right || (left < known.count() && right < known.count())) {
            return Long.compare(left, right);
        }
        return text(left).binaryCompare(text(right));
    }

    /** A whole number of at most 127 bits as a text that stands to others as the numbers do. */
    public static UTF8String text(BigInteger number) {
        byte[] digits = number.toByteArray();
        byte[] bytes = new byte[BYTES_OF_A_WHOLE];
        Arrays.fill(bytes, 0, bytes.length - digits.length, (byte) (digits[0] < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
        bytes[0] ^= SIGN;
        return UTF8String.fromBytes(bytes);
    }

    /** The whole number of that text. */
    public BigInteger whole(long number) {
        byte[] bytes = text(number).getBytes().clone();
        bytes[0] ^= SIGN;
        return new BigInteger(bytes);
    }
}
