package io.segmill.core.schema;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * How a value reads as text, in extracts and profiles alike: {@code true}, {@code 1250}, {@code 12.50},
 * {@code 2026-06-30}, {@code 2026-06-30T14:05:00+02:00}. No number has an exponent.
 */
public final class CellText {
    /** UTC is an offset like any other, so that all timestamps of a file have one shape. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:MM:ss", "+00:00")
            .toFormatter();

    private final DateTimeFormatter timestamp;

    /** @param zone the project's, in which timestamps are shown */
    public CellText(ZoneId zone) {
        this.timestamp = TIMESTAMP.withZone(zone);
    }

    /**
     * @param value a {@link Boolean}, {@link Integer}, {@link Long}, {@link Double} (finite), {@link BigDecimal},
     *     {@link String}, {@link LocalDate} or {@link Instant}, as its type says
     */
    public String of(DataType type, Object value) {
        return switch (type.kind()) {
            case BOOLEAN, INT, BIGINT, STRING, DATE -> value.toString();
            case DOUBLE -> plain((Double) value);
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case TIMESTAMP -> timestamp.format((Instant) value);
        };
    }

    /** The shortest decimal that reads back as the same double. */
    private static String plain(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        // Before Java 19 Double.toString may give a digit more than is needed.
        while (shortest.precision() > 1) {
            BigDecimal shorter = shortest.round(new MathContext(shortest.precision() - 1, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() != value) {
                break;
            }
            shortest = shorter.stripTrailingZeros();
        }
        return shortest.toPlainString();
    }
}
