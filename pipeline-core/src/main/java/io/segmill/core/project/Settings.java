package io.segmill.core.project;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        ChangeLimits changeLimits,
        Retention retention,
        Optional<Schedule> schedule) {
    public Settings {
        Objects.requireNonNull(timeZone);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(history);
        Objects.requireNonNull(spark);
        Objects.requireNonNull(changeLimits);
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
     * What a refresh may change of a segment's members without an alert. A change beyond both limits, or beyond the one
     * that is set, is alerted; with neither set nothing is.
     *
     * @param percent of the members before
     * @param members how many more or fewer there are
     */
    public record ChangeLimits(Optional<BigDecimal> percent, Optional<Integer> members) {
        public static final ChangeLimits OFF = new ChangeLimits(Optional.empty(), Optional.empty());

        public ChangeLimits {
            Objects.requireNonNull(percent);
            Objects.requireNonNull(members);
        }

        /**
         * What is to be told of a refresh; empty if its change is within the limits, or nobody was a member before.
         *
         * @param members after the refresh
         * @param entered in it
         * @param left in it
         * @return a part of a sentence: {@code its members changed from 120 to 300 (+180, 150 %), which is more than 100
         *     members and 50 %}
         */
        public Optional<String> alert(long members, long entered, long left) {
            long before = members - entered + left;
            long change = members - before;
            BigDecimal hundredfold = BigDecimal.valueOf(Math.abs(change)).multiply(BigDecimal.valueOf(100));
            boolean isBeyondPercent = percent.filter(
                            limit -> hundredfold.compareTo(limit.multiply(BigDecimal.valueOf(before))) <= 0)
                    .isEmpty();
            boolean isBeyondMembers =
                    this.members.filter(limit -> Math.abs(change) <= limit).isEmpty();
            boolean isOff = percent.isEmpty() && this.members.isEmpty();
            if (isOff || change == 0 || before == 0 || !isBeyondPercent || !isBeyondMembers) {
                return Optional.empty();
            }
            // Up, so that what is beyond a limit never looks as if it stood on it.
            BigDecimal share = hundredfold.divide(BigDecimal.valueOf(before), 1, RoundingMode.UP);
            return Optional.of(String.format(
                    Locale.ROOT,
                    "its members changed from %,d to %,d (%+,d, %s %%), which is more than %s",
                    before,
                    members,
                    change,
                    plain(share),
                    Stream.of(
                                    this.members.map(limit -> String.format(Locale.ROOT, "%,d members", limit)),
                                    percent.map(limit -> plain(limit) + " %"))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(" and "))));
        }

        private static String plain(BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
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
