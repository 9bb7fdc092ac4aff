package io.segmill.core.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of one source.
 *
 * @param source the source's id
 * @param values by column name, each a {@link Boolean}, {@link Integer}, {@link Long}, {@link Double} (finite),
 *     {@link BigDecimal}, {@link String}, {@link LocalDate} or {@link Instant} as the column's type says; a column that
 *     is absent is missing
 */
public record Row(String source, Map<String, Object> values) {
    public Row {
        Objects.requireNonNull(source);
        values = Map.copyOf(values);
        values.forEach((column, value) -> {
            if (!isValue(value)) {
                throw new IllegalArgumentException(
                        "no value of the language in column " + column + ": " + value.getClass());
            }
        });
    }

    /** Empty when it is missing. */
    public Optional<Object> value(String column) {
        return Optional.ofNullable(values.get(column));
    }

    private static boolean isValue(Object value) {
        return value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double number && Double.isFinite(number)
                || value instanceof BigDecimal
                || value instanceof String
                || value instanceof LocalDate
                || value instanceof Instant;
    }
}
