package io.segmill.core.binding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and timestamps as the language writes them. */
final class Times {
    static final String DATE_FIX = "write a date as yyyy-MM-dd, such as 2002-01-31";
    static final String TIMESTAMP_FIX =
            "write yyyy-MM-dd HH:mm:ss, such as 2002-01-31 18:30:00, or a date for the whole day";

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?) ?(Z|[+-]\\d{2}:?\\d{2})?");

    private Times() {}

    static boolean looksLikeDate(String text) {
        return DATE.matcher(text).matches();
    }

    static boolean looksLikeTimestamp(String text) {
        return TIMESTAMP.matcher(text).matches();
    }

    /** Empty for anything else than a day that exists. */
    static Optional<LocalDate> date(String text) {
        if (!looksLikeDate(text)) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text);
            return date.getYear() == 0 ? Optional.empty() : Optional.of(date);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Empty for anything else than a moment that exists; without an offset in that zone. */
    static Optional<Instant> timestamp(String text, ZoneId zone) {
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Optional<LocalDate> date = date(matcher.group(1));
            LocalTime time = LocalTime.parse(matcher.group(2));
            String offset = matcher.group(3);
            ZoneId in = offset == null ? zone : ZoneOffset.of(offset);
            return date.map(day -> LocalDateTime.of(day, time).atZone(in).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
