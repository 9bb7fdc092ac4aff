package io.segmill.jobs.pass.rows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;

/** The days of timestamps in the project's time zone. */
public final class Days {
    private static final long MICROS = 1_000_000;
    private static final long SECONDS_A_DAY = 86_400;

    private final ZoneRules rules;
    private long known = Long.MIN_VALUE;
    private long offset;

    public Days(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** Days since 1970. @param micros since 1970 */
    public long of(long micros) {
        long seconds = Math.floorDiv(micros, MICROS);
        if (seconds != known) {
            known = seconds;
            offset = rules.getOffset(Instant.EPOCH.plus(seconds, ChronoUnit.SECONDS))
                    .getTotalSeconds();
        }
        return Math.floorDiv(seconds + offset, SECONDS_A_DAY);
    }
}
