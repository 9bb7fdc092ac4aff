package io.segmill.core.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code segmill.yaml} sets for the whole project.
 *
 * @param asOf the default as-of date; absent means today in the time zone
 * @param warehouse a local folder's absolute path, or a URI of any file system that Spark reaches
 */
public record Settings(
        String name,
        ZoneId timeZone,
        Optional<LocalDate> asOf,
        String warehouse,
        HistoryDatabase history,
        SparkSettings spark,
        Retention retention,
        Optional<Schedule> schedule) {
    public Settings {
        Objects.requireNonNull(timeZone);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(history);
        Objects.requireNonNull(spark);
        Objects.requireNonNull(retention);
        Objects.requireNonNull(schedule);
    }

    /**
     * The moment that decides which segments are active in a run: now, or the end of the as-of date where that is
     * another day than today.
     */
    public Instant momentOf(LocalDate date, Instant now) {
        return date.equals(LocalDate.ofInstant(now, timeZone))
                ? now
                : date.plusDays(1).atStartOfDay(timeZone).toInstant().minusNanos(1);
    }

    /**
     * Where the history of runs is kept.
     *
     * @param url a JDBC URL of H2 or PostgreSQL, its file path absolute
     */
    public record HistoryDatabase(String url, Optional<String> user, Optional<String> password) {
        public boolean isPostgreSql() {
            return url.startsWith("jdbc:postgresql:");
        }

        /** Without the password, which is shown nowhere. */
        @Override
        public String toString() {
            return "HistoryDatabase[" + url + "]";
        }
    }

    /** The cluster and any {@code spark.*} settings. */
    public record SparkSettings(String master, Map<String, String> conf) {
        public SparkSettings {
            conf = Map.copyOf(conf);
        }
    }

    /**
     * When nights are due.
     *
     * @param cron six fields as Spring reads them: second, minute, hour, day of the month, month, day of the week
     * @param timeZone of the cron's times
     */
    public record Schedule(String cron, ZoneId timeZone) {
        public Schedule {
            Objects.requireNonNull(cron);
            Objects.requireNonNull(timeZone);
        }
    }

    /** For how many days things are kept; absent means for ever. */
    public record Retention(
            Optional<Integer> historyDays, Optional<Integer> warehouseDays, Optional<Integer> exportDays) {
        /** Days for which a publication stays readable: the setting, by default 30, plus 1. */
        public int tableDays() {
            return warehouseDays.orElse(30) + 1;
        }
    }
}
