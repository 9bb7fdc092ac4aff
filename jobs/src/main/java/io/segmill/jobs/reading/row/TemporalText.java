package io.segmill.jobs.reading.row;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and timestamps as texts: ISO ({@code yyyy-MM-dd}, then for timestamps {@code T} or a space,
 * {@code HH:mm[:ss[.fraction]]} and an offset or {@code Z} if there is one), or a strict {@link DateTimeFormatter}
 * pattern in English, in which {@code y} means the year itself ({@code u}), since a year of an era is none without its
 * era. A timestamp without time is the first moment of its day; one without offset is in the project's zone, and where
 * clocks were put forward over it, as much later as they were (as {@link LocalDateTime#atZone} does), where they were
 * put back, the earlier one. Years outside 0001 to 9999 do not fit, nor what is finer than microseconds.
 */
final class TemporalText implements Serializable {
    private static final Pattern ISO = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})"
            + "(?:[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");
    private static final int NANOS_PER_MICRO = 1000;

    private final String format;
    private final ZoneId zone;
    private transient DateTimeFormatter formatter;

    /** @param format a pattern, or null for ISO */
    TemporalText(String format, String zone) {
        this.format = format;
        this.zone = ZoneId.of(zone);
    }

    /** As {@link LocalDate}. */
    Converted date(String text) {
        try {
            LocalDate date = format == null
                    ? LocalDate.parse(text)
                    : formatter().parse(text).query(TemporalQueries.localDate());
            return date == null || isOutside(date.getYear()) ? Converted.UNFIT : Converted.to(date);
        } catch (DateTimeException notADate) {
            return Converted.UNFIT;
        }
    }

    /** As {@link Instant}. */
    Converted timestamp(String text) {
        try {
            return format == null ? iso(text) : formatted(text);
        } catch (DateTimeException notATimestamp) {
            return Converted.UNFIT;
        }
    }

    private Converted iso(String text) {
        Matcher parts = ISO.matcher(text);
        if (!parts.matches()) {
            return Converted.UNFIT;
        }
        LocalDate date = LocalDate.parse(parts.group(1));
        LocalTime time = parts.group(2) == null ? LocalTime.MIN : LocalTime.parse(parts.group(2));
        ZoneId written = parts.group(3) == null ? zone : ZoneOffset.of(parts.group(3));
        return moment(date.atTime(time).atZone(written).toInstant());
    }

    private Converted formatted(String text) {
        TemporalAccessor parsed = formatter().parse(text);
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return moment(Instant.from(parsed));
        }
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (date == null) {
            return Converted.UNFIT;
        }
        return moment(
                date.atTime(time == null ? LocalTime.MIN : time).atZone(zone).toInstant());
    }

    private Converted moment(Instant instant) {
        boolean tooFine = instant.getNano() % NANOS_PER_MICRO != 0;
        return tooFine || isOutside(instant.atZone(zone).getYear()) ? Converted.UNFIT : Converted.to(instant);
    }

    private static boolean isOutside(int year) {
        return year < 1 || year > 9999;
    }

    private DateTimeFormatter formatter() {
        if (formatter == null) {
            formatter = DateTimeFormatter.ofPattern(withPlainYears(format), Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        }
        return formatter;
    }

    /** Outside of quoted text, and only where no era ({@code G}) is asked for. */
    private static String withPlainYears(String pattern) {
        StringBuilder plain = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '\'') {
                quoted = !quoted;
            } else if (!quoted && letter == 'G') {
                return pattern;
            }
            plain.append(!quoted && letter == 'y' ? 'u' : letter);
        }
        return plain.toString();
    }
}
