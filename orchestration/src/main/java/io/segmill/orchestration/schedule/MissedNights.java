package io.segmill.orchestration.schedule;

import io.segmill.core.project.Settings;
import io.segmill.core.run.Attempt;
import io.segmill.core.run.History;
import io.segmill.core.run.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Nights that were due since the latest one that ran, and that nobody ran: the machine was off, or clocks were put
 * forward over them. Who starts runs does not matter: {@code segmill serve}, cron, or a person.
 *
 * @param since the run after which they were due
 * @param nights the first one first
 */
public record MissedNights(RunRecord since, ZoneId zone, List<DueNight> nights) {
    /** More are not told one by one. */
    public static final int MOST = 1_000;

    /** A night that is due may take that long to begin; it is missed only then. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    public MissedNights {
        Objects.requireNonNull(since);
        Objects.requireNonNull(zone);
        nights = List.copyOf(nights);
    }

    /** Empty without a schedule, or as long as no night ever ran. */
    public static Optional<MissedNights> of(Settings settings, History history, Instant now) {
        return settings.schedule().flatMap(schedule -> history.runs(Instant.EPOCH).stream()
                .filter(RunRecord::isNight)
                .findFirst()
                .map(run -> since(run, new NightSchedule(schedule), history, now)));
    }

    private static MissedNights since(RunRecord run, NightSchedule schedule, History history, Instant now) {
        List<Attempt> attempts = history.attempts(run.runId());
        List<DueNight> due = schedule.between(run.started(), now.minus(PATIENCE), MOST).stream()
                .filter(night -> attempts.stream().noneMatch(attempt -> isDuring(attempt, attempts.size(), run, night)))
                .toList();
        return new MissedNights(run, schedule.zone(), due);
    }

    private static boolean isDuring(Attempt attempt, int newest, RunRecord run, DueNight night) {
        Instant ended =
                switch (attempt.status()) {
                    case SUCCESSFUL, COMPLETED_WITH_WARNINGS, FAILED, CANCELED ->
                        attempt.ended().orElseThrow();
                    // When the end of its process was found out may be days later; of earlier attempts no beat is kept.
                    case RUNNING, INTERRUPTED -> attempt.number() == newest ? run.lastBeat() : attempt.started();
                };
        return !night.at().isBefore(attempt.started()) && night.at().isBefore(ended);
    }
}
