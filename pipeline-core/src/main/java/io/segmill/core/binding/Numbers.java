package io.segmill.core.binding;

import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Numbers of YAML's core schema as exact decimals. */
final class Numbers {
    private Numbers() {}

    /** Without trailing zeros; empty for infinities and what does not fit 38 digits. */
    static Optional<BigDecimal> exact(String text) {
        try {
            if (text.startsWith("0x")) {
                return fitting(new BigDecimal(new BigInteger(text.substring(2), 16)));
            }
            if (text.startsWith("0o")) {
                return fitting(new BigDecimal(new BigInteger(text.substring(2), 8)));
            }
            return fitting(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> fitting(BigDecimal number) {
        if (number.signum() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigDecimal stripped = number.stripTrailingZeros();
        long before = Math.max(0L, (long) stripped.precision() - stripped.scale());
        long after = Math.max(0L, stripped.scale());
        if (before + after > DataType.MOST_DIGITS) {
            return Optional.empty();
        }
        return Optional.of(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    /** The narrowest type of the language that holds the number. */
    static DataType type(BigDecimal number) {
        if (number.scale() <= 0 && number.toBigInteger().bitLength() < Long.SIZE) {
            return DataType.BIGINT;
        }
        return DataType.decimal(Math.max(number.precision(), number.scale()), number.scale());
    }
}
