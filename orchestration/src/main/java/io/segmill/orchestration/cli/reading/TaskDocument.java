package io.segmill.orchestration.cli.reading;

import io.segmill.core.run.RunRecord;
import io.segmill.core.run.SharedCost;
import io.segmill.core.run.TaskRecord;
import io.segmill.orchestration.schedule.DueNight;
import io.segmill.orchestration.schedule.MissedNights;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A task for programs. */
record TaskDocument(
        String process,
        String task,
        String status,
        Optional<String> reason,
        Optional<Instant> started,
        Optional<Instant> ended,
        OptionalLong rows,
        List<String> warnings,
        Optional<String> error,
        OptionalDouble sharedPassSeconds,
        OptionalDouble costShare) {
    static TaskDocument of(TaskRecord task) {
        return new TaskDocument(
                task.task().process().title(),
                task.task().toString(),
                task.status().title(),
                task.reason(),
                task.started(),
                task.ended(),
                task.rows(),
                task.warnings(),
                task.error(),
                passSeconds(task.sharedCost()),
                share(task.sharedCost()));
    }

    /** Of a segment that was evaluated in one pass with others: how long that took. */
    static OptionalDouble passSeconds(Optional<SharedCost> cost) {
        return cost.stream().mapToDouble(one -> one.pass().toNanos() / 1e9).findFirst();
    }

    /** From 0 to 1, likewise. */
    static OptionalDouble share(Optional<SharedCost> cost) {
        return cost.stream().mapToDouble(SharedCost::share).findFirst();
    }

    /** A run and its tasks; all but the tasks is missing as long as there is no run. */
    record OfRun(
            Optional<String> runId,
            Optional<LocalDate> asOf,
            Optional<String> status,
            Optional<Instant> started,
            Optional<Instant> ended,
            List<?> tasks,
            List<MissedNight> missedNights) {
        static final OfRun NONE = new OfRun(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());

        static OfRun of(RunRecord run, List<?> tasks, Optional<MissedNights> missed) {
            return new OfRun(
                    Optional.of(run.runId()),
                    Optional.of(run.asOf()),
                    Optional.of(run.status().title()),
                    Optional.of(run.started()),
                    run.ended(),
                    tasks,
                    missed.map(MissedNight::of).orElse(List.of()));
        }
    }

    /**
     * A night of the schedule that nobody ran.
     *
     * @param onTheClock whether that day's clock shows the time; not where clocks were put forward over it
     */
    record MissedNight(Instant due, LocalDateTime clock, ZoneId timeZone, boolean onTheClock) {
        static List<MissedNight> of(MissedNights missed) {
            return missed.nights().stream()
                    .map(night -> new MissedNight(
                            night.at(), night.clock(), missed.zone(), night.onTheClock() == DueNight.OnTheClock.SHOWN))
                    .toList();
        }
    }

    /** With all that the history knows of it. */
    record Whole(
            String runId,
            LocalDate asOf,
            String process,
            String task,
            String status,
            Optional<String> reason,
            Optional<Instant> started,
            Optional<Instant> ended,
            OptionalLong rows,
            OptionalLong entered,
            OptionalLong left,
            List<String> warnings,
            Optional<String> error,
            OptionalDouble sharedPassSeconds,
            OptionalDouble costShare,
            List<String> details,
            Optional<Instant> lastProcessed) {
        static Whole of(TaskRecord task, Optional<Instant> lastProcessed) {
            return new Whole(
                    task.runId(),
                    task.asOf(),
                    task.task().process().title(),
                    task.task().toString(),
                    task.status().title(),
                    task.reason(),
                    task.started(),
                    task.ended(),
                    task.rows(),
                    task.entered(),
                    task.left(),
                    task.warnings(),
                    task.error(),
                    passSeconds(task.sharedCost()),
                    share(task.sharedCost()),
                    task.details(),
                    lastProcessed);
        }
    }
}
