package io.segmill.orchestration.schedule;

import io.segmill.core.project.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * When nights are due by the schedule of {@code segmill.yaml}. Spring reads the cron expression; on the two days a year
 * on which clocks are put forward and back it would leave a night out and ask for one twice. Here each of them is due
 * once, like cron's own jobs: one whose time does not exist when clocks are put forward, one whose time comes twice at
 * the first. Only a schedule that goes through all hours ({@code *} as its hour) follows the hours as they pass.
 */
public final class NightSchedule {
    private static final int HOUR = 2;

    private final CronExpression cron;
    private final ZoneId zone;
    private final boolean isForAllHours;

    public NightSchedule(Settings.Schedule schedule) {
        this.cron = CronExpression.parse(schedule.cron());
        this.zone = schedule.timeZone();
        this.isForAllHours = schedule.cron().split(" ")[HOUR].startsWith("*");
    }

    public ZoneId zone() {
        return zone;
    }

    /** The first night after that moment; empty if there will never be one. */
    public Optional<DueNight> next(Instant after) {
        Optional<DueNight> shown = nextShown(after);
        if (isForAllHours || shown.isEmpty()) {
            return shown;
        }
        return leftOut(after, shown.get()).or(() -> shown);
    }

    /**
     * The nights after one moment and up to another, the first one first.
     *
     * @param most how many at most
     */
    public List<DueNight> between(Instant after, Instant until, int most) {
        List<DueNight> due = new ArrayList<>();
        Optional<DueNight> night = next(after);
        while (due.size() < most && night.isPresent() && !night.get().at().isAfter(until)) {
            due.add(night.get());
            night = next(night.get().at());
        }
        return due;
    }

    private Optional<DueNight> nextShown(Instant after) {
        ZonedDateTime next = cron.next(after.atZone(zone));
        while (next != null && !isForAllHours && !next.equals(next.withEarlierOffsetAtOverlap())) {
            next = cron.next(next);
        }
        return Optional.ofNullable(next)
                .map(shown -> new DueNight(shown.toLocalDateTime(), shown.toInstant(), DueNight.OnTheClock.SHOWN));
    }

    /** A night before that one over which clocks were put forward, with no other as soon after as they were put. */
    private Optional<DueNight> leftOut(Instant after, DueNight shown) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.nextTransition(after);
        while (change != null && change.getInstant().isBefore(shown.at())) {
            if (change.isGap()) {
                // In the day before the change the clock is the plain one.
                LocalDateTime left = cron.next(change.getDateTimeBefore().minusNanos(1));
                Duration forward = change.getDuration();
                if (left != null
                        && left.isBefore(change.getDateTimeAfter())
                        && Duration.between(change.getInstant(), shown.at()).compareTo(forward) >= 0) {
                    return Optional.of(new DueNight(left, change.getInstant(), DueNight.OnTheClock.LEFT_OUT));
                }
            }
            change = rules.nextTransition(change.getInstant());
        }
        return Optional.empty();
    }
}
