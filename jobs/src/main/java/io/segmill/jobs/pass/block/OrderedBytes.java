package io.segmill.jobs.pass.block;

import io.segmill.core.project.Limit;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Values as bytes that stand to each other, compared byte by byte without sign, as the values are ranked. */
final class OrderedBytes {
    private static final int GREATEST = 0xFE;

    private OrderedBytes() {}

    /** @param type of the value, whose scale all values are brought to @return the better ranked, the lesser */
    static byte[] of(Object value, DataType type, Limit.Rank rank) {
        byte[] ascending = ascending(value, type);
        return switch (rank) {
            case BOTTOM -> ascending;
            case TOP -> value instanceof String ? descendingText(ascending) : inverted(ascending);
        };
    }

    /** Equal for equal values. */
    static byte[] of(Object value, DataType type) {
        return ascending(value, type);
    }

    private static byte[] ascending(Object value, DataType type) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof BigDecimal number) {
            return Interns.text(number.setScale(type.scale()).unscaledValue()).getBytes();
        }
        return ByteBuffer.allocate(Long.BYTES)
                .putLong(code(value) ^ Long.MIN_VALUE)
                .array();
    }

    private static long code(Object value) {
        if (value instanceof Double number) {
            return Coding.ofDouble(number);
        }
        if (value instanceof Number whole) {
            return whole.longValue();
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof Instant instant) {
            return Coding.ofInstant(instant);
        }
        return (Boolean) value ? 1 : 0;
    }

    private static byte[] inverted(byte[] bytes) {
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) ~bytes[index];
        }
        return bytes;
    }

    /** No byte of UTF-8 is 0xFF or 0xFE: the end, which ranks a text behind those that it begins, comes after all. */
    private static byte[] descendingText(byte[] text) {
        byte[] bytes = new byte[text.length + 1];
        for (int index = 0; index < text.length; index++) {
            bytes[index] = (byte) (GREATEST - (text[index] & 0xFF));
        }
        bytes[text.length] = (byte) 0xFF;
        return bytes;
    }
}
