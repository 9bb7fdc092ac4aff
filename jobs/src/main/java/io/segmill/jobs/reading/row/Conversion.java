package io.segmill.jobs.reading.row;

import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How texts become values of one declared type, without loss or not at all. What fits: {@code true/false}, {@code t/f},
 * {@code yes/no}, {@code y/n}, {@code 1/0} in any case; whole numbers without a point; decimals with no more digits
 * than the type has places for; dates and timestamps as {@link TemporalText} reads them. Spaces around anything but a
 * string are dropped, and nothing but spaces is missing; so is NaN for a double. An infinity fits nothing.
 */
public final class Conversion implements Serializable {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?");

    /** Characters of anything but a string; reading a number of a million digits takes hours. */
    private static final int LONGEST = 1000;

    private final DataType.Kind kind;
    private final int precision;
    private final int scale;
    private final String typeName;
    private final TemporalText temporal;

    private Conversion(DataType type, String typeName, TemporalText temporal) {
        this.kind = type.kind();
        this.precision = type.precision();
        this.scale = type.scale();
        this.typeName = typeName;
        this.temporal = temporal;
    }

    /** @param zone of timestamps that are written without an offset */
    public static Conversion of(Column column, ZoneId zone) {
        DataType type = column.type();
        String article = type.kind() == DataType.Kind.INT ? "an " : "a ";
        String written =
                column.format().map(format -> " in the format '" + format + "'").orElse("");
        return new Conversion(
                type, article + type + written, new TemporalText(column.format().orElse(null), zone.getId()));
    }

    /** With its article, for a sentence: {@code a decimal(12,2)}. */
    public String typeName() {
        return typeName;
    }

    public boolean keepsText() {
        return kind == DataType.Kind.STRING;
    }

    public Converted convert(String text) {
        if (keepsText()) {
            return Converted.to(text);
        }
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return Converted.MISSING;
        }
        if (trimmed.length() > LONGEST) {
            return Converted.UNFIT;
        }
        return switch (kind) {
            case BOOLEAN -> truth(trimmed);
            case INT, BIGINT -> whole(trimmed);
            case DOUBLE -> approximate(trimmed);
            case DECIMAL -> decimal(trimmed);
            case DATE -> temporal.date(trimmed);
            case TIMESTAMP -> temporal.timestamp(trimmed);
            case STRING -> throw new IllegalStateException("texts are kept as they are");
        };
    }

    private static Converted truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> Converted.to(true);
            case "false", "f", "no", "n", "0" -> Converted.to(false);
            default -> Converted.UNFIT;
        };
    }

    private Converted whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Converted.UNFIT;
        }
        try {
            // Not as one conditional expression: it would make a Long of both.
            if (kind == DataType.Kind.INT) {
                return Converted.to(Integer.parseInt(text));
            }
            return Converted.to(Long.parseLong(text));
        } catch (NumberFormatException outOfRange) {
            return Converted.UNFIT;
        }
    }

    private static Converted approximate(String text) {
        if (text.equalsIgnoreCase("nan")) {
            return Converted.MISSING;
        }
        if (!NUMBER.matcher(text).matches()) {
            return Converted.UNFIT;
        }
        double number = Double.parseDouble(text);
        return Double.isInfinite(number) ? Converted.UNFIT : Converted.to(number);
    }

    private Converted decimal(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Converted.UNFIT;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.scale() > scale) {
            return Converted.UNFIT;
        }
        // Before setScale, which would write out all the zeros of 1e999999.
        boolean tooLong = number.signum() != 0 && number.precision() - number.scale() > precision - scale;
        if (tooLong) {
            return Converted.UNFIT;
        }
        return Converted.to(number.signum() == 0 ? BigDecimal.ZERO.setScale(scale) : number.setScale(scale));
    }
}
