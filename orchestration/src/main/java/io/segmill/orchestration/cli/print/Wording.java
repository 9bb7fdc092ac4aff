package io.segmill.orchestration.cli.print;

import io.segmill.core.run.SharedCost;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How numbers and times are written for people. */
public final class Wording {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    /** @param zone the project's, in which times are shown */
    public Wording(ZoneId zone) {
        this.zone = zone;
    }

    /** {@code 2026-06-30 04:00:00} in the project's time zone. */
    public String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** Likewise, or nothing. */
    public String time(Optional<Instant> time) {
        return time.map(this::time).orElse("");
    }

    /** {@code 2026-06-30 02:00:00}, on whatever clock it is meant. */
    public static String time(LocalDateTime clock) {
        return TIME.format(clock);
    }

    /** The first moment of a day of the project's. */
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** {@code 1,234}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code +1,234}, {@code -5}, {@code 0}. */
    public static String change(long change) {
        return String.format(Locale.ROOT, change == 0 ? "%,d" : "%+,d", change);
    }

    /** {@code 1 segment}, {@code 14 segments}. */
    public static String count(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    /** {@code 12.50 %}, {@code 0.04 %}, {@code < 0.01 %}; a share of one segment in thousands is still told. */
    public static String percent(double share) {
        return share > 0 && share < 0.0001 ? "< 0.01 %" : String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    /** {@code 0.40 % of a shared pass of 3.2 s}. */
    public static String cost(SharedCost cost) {
        return percent(cost.share()) + " of a shared pass of " + duration(cost.pass());
    }

    /** {@code 0.4 s}, {@code 2 min 05 s}, {@code 1 h 02 min}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%d.%d s", seconds, duration.toMillisPart() / 100);
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
}
