package io.segmill.orchestration.serve;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Settings;
import io.segmill.orchestration.schedule.DueNight;
import io.segmill.orchestration.schedule.MissedNights;
import io.segmill.orchestration.schedule.NightSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts nights and refreshes when they are due, one process at a time. It knows no clock: whoever calls it says what
 * time it is.
 */
public final class Scheduler {
    /** A night that is later than that was slept through. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);
    private static final int BUSY = 3;
    private static final Set<Integer> STOPPED = Set.of(130, 143);
    private static final int MOST_NAMED = 5;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Launcher launcher;
    private final Runnable childEnded;
    private final List<String> project;
    private final Consumer<String> told;

    private CheckedProject checked;
    private Optional<NightSchedule> schedule;
    private Instant seen;
    private Optional<Running> running = Optional.empty();
    private Optional<DueNight> waitingNight = Optional.empty();
    private final Set<String> waitingSegments = new TreeSet<>();
    /** When what another run holds up is tried again; {@link Instant#MIN} where nothing is held up. */
    private Instant notBefore = Instant.MIN;

    /** @param night absent for a refresh of those segments */
    private record Running(Launcher.Child child, Optional<DueNight> night, Set<String> segments) {}

    /**
     * @param childEnded is run, on any thread, when a process has ended; time then to call {@link #tick}
     * @param project the words of a command that name the project
     * @param told hears what happens, a line or two at a time
     * @param start the moment after which things are due
     */
    public Scheduler(
            Launcher launcher,
            Runnable childEnded,
            List<String> project,
            Consumer<String> told,
            CheckedProject checked,
            Instant start) {
        this.launcher = launcher;
        this.childEnded = childEnded;
        this.project = List.copyOf(project);
        this.told = told;
        this.seen = start;
        take(checked);
    }

    /** Whether there is anything to wait for: a schedule, or a moment at which a segment becomes active or inactive. */
    public static boolean hasWork(CheckedProject project, Instant now) {
        return project.settings().schedule().isPresent()
                || nextChange(project, now).isPresent();
    }

    /** From now on by these files. */
    public void take(CheckedProject newer) {
        checked = newer;
        schedule = newer.settings().schedule().map(NightSchedule::new);
    }

    /**
     * Does what is due by now.
     *
     * @return when something is due next, as far as that is known
     */
    public Optional<Instant> tick(Instant now) {
        hearOfEnd(now);
        if (now.isAfter(seen)) {
            schedule.ifPresent(nights -> becomeDue(nights.between(seen, now, MissedNights.MOST), now));
            changeStates(now);
            seen = now;
        }
        startNext(now);
        return next();
    }

    /** Tells what is due next. */
    public void announce() {
        schedule.flatMap(nights -> nights.next(seen))
                .ifPresent(night -> told.accept("the next night is due at " + named(night) + " (" + zone() + ")"));
        nextChange(checked, seen).ifPresent(moment -> {
            Set<String> changing = changing(checked, seen, moment);
            told.accept(listed(changing) + " will change at " + moment(moment));
        });
    }

    /** Asks the process that goes on, if there is one, to stop, and waits for its end. */
    public void end() throws InterruptedException {
        if (running.isPresent()) {
            Launcher.Child child = running.get().child();
            told.accept("process " + child.pid() + " is asked to stop");
            child.terminate();
            child.await();
            int code = child.exitCode().orElseThrow();
            told.accept(described(running.get())
                    + (STOPPED.contains(code)
                            ? " was stopped (exit code " + code + "); `segmill retry` takes it up"
                            : " " + outcome(code)));
        }
    }

    private void hearOfEnd(Instant now) {
        OptionalInt code = running.map(one -> one.child().exitCode()).orElse(OptionalInt.empty());
        if (code.isEmpty()) {
            return;
        }
        Running ended = running.orElseThrow();
        running = Optional.empty();
        if (code.getAsInt() == BUSY) {
            if (notBefore.equals(Instant.MIN)) {
                told.accept(described(ended) + " waits: another run holds the project; tried again every minute");
            }
            waitAgain(ended.night(), ended.segments(), now);
        } else {
            notBefore = Instant.MIN;
            told.accept(described(ended) + " " + outcome(code.getAsInt()));
        }
    }

    private void becomeDue(List<DueNight> nights, Instant now) {
        List<DueNight> missed = new ArrayList<>();
        for (DueNight night : nights) {
            if (Duration.between(night.at(), now).compareTo(PATIENCE) > 0) {
                missed.add(night);
            } else if (running.flatMap(Running::night).isPresent()) {
                told.accept("the night of " + named(night) + " is left out: "
                        + described(running.get()) + " still goes on (process "
                        + running.get().child().pid() + ")");
            } else {
                waitingNight.ifPresent(waiting -> told.accept("the night of " + named(waiting)
                        + " is left out: the project was held until the next one was due"));
                waitingNight = Optional.of(night);
            }
        }
        tellMissed(missed, "this process slept");
    }

    /** Tells of nights that nobody ran. @param why the likely reason */
    public void tellMissed(List<DueNight> nights, String why) {
        if (nights.isEmpty()) {
            return;
        }
        DueNight last = nights.get(nights.size() - 1);
        String more = nights.size() == 1
                ? ""
                : " and " + (nights.size() - 1) + " before it, from " + named(nights.get(0)) + " on,";
        told.accept("missed: the night of " + named(last) + more + (nights.size() == 1 ? " was" : " were")
                + " not run: " + why + "\nfix: `segmill run` makes up for it");
    }

    private void changeStates(Instant now) {
        for (String id : changing(checked, seen, now)) {
            told.accept("segment " + id + " becomes "
                    + state(checked, checked.segments().get(id), now).name().toLowerCase(Locale.ROOT));
            waitingSegments.add(id);
        }
    }

    private void startNext(Instant now) {
        waitingSegments.retainAll(checked.segments().keySet());
        if (running.isPresent() || now.isBefore(notBefore)) {
            return;
        }
        if (!waitingSegments.isEmpty()) {
            Set<String> segments = new TreeSet<>(waitingSegments);
            waitingSegments.clear();
            start(Optional.empty(), segments, now);
        } else if (waitingNight.isPresent()) {
            DueNight night = waitingNight.get();
            waitingNight = Optional.empty();
            start(Optional.of(night), Set.of(), now);
        }
    }

    private void start(Optional<DueNight> night, Set<String> segments, Instant now) {
        List<String> words = new ArrayList<>(project);
        words.add(night.isPresent() ? "run" : "refresh");
        words.addAll(segments);
        try {
            Running started = new Running(launcher.start(words, childEnded), night, segments);
            running = Optional.of(started);
            String left = night.filter(one -> one.onTheClock() == DueNight.OnTheClock.LEFT_OUT)
                    .map(one -> ", which clocks are put forward over,")
                    .orElse("");
            told.accept(described(night, segments) + left + " begins: process "
                    + started.child().pid());
        } catch (Failure e) {
            // The machine may have room again in a minute; the scheduler must not end with it.
            waitAgain(night, segments, now);
            told.accept(described(night, segments) + " waits: " + e.getMessage());
        }
    }

    private void waitAgain(Optional<DueNight> night, Set<String> segments, Instant now) {
        night.ifPresent(one -> waitingNight = Optional.of(one));
        waitingSegments.addAll(segments);
        notBefore = now.plus(BETWEEN_TRIES);
    }

    private Optional<Instant> next() {
        boolean isHeld = running.isEmpty() && (waitingNight.isPresent() || !waitingSegments.isEmpty());
        Optional<Instant> again = isHeld ? Optional.of(notBefore) : Optional.empty();
        return Stream.of(
                        again,
                        schedule.flatMap(nights -> nights.next(seen)).map(DueNight::at),
                        nextChange(checked, seen))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private String described(Running one) {
        return described(one.night(), one.segments());
    }

    private String described(Optional<DueNight> night, Set<String> segments) {
        return night.map(one -> "the night of " + named(one)).orElseGet(() -> "the refresh of " + listed(segments));
    }

    private static String listed(Set<String> ids) {
        String first = ids.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return ids.size() > MOST_NAMED ? first + " and " + (ids.size() - MOST_NAMED) + " more" : first;
    }

    private static String outcome(int code) {
        return switch (code) {
            case 0 -> "is done";
            case 1 -> "has failed: `segmill status` tells what, `segmill retry` takes it up (exit code 1)";
            case 2 -> "did not begin: the project's files have errors (exit code 2)";
            default -> "ended with exit code " + code + "; look at `segmill status`";
        };
    }

    private String named(DueNight night) {
        return CLOCK.format(night.clock());
    }

    private String moment(Instant moment) {
        ZoneId zone = checked.settings().timeZone();
        return CLOCK.format(moment.atZone(zone)) + " (" + zone + ")";
    }

    private String zone() {
        return schedule.map(nights -> nights.zone().getId()).orElse("");
    }

    /** Segments that are active at one of two moments and not at the other. */
    private static Set<String> changing(CheckedProject project, Instant from, Instant until) {
        Set<String> changing = new TreeSet<>();
        for (Segment segment : project.segments().values()) {
            if (state(project, segment, from) != state(project, segment, until)) {
                changing.add(segment.id());
            }
        }
        return changing;
    }

    /** The first moment after that one at which a segment's state is another. */
    private static Optional<Instant> nextChange(CheckedProject project, Instant after) {
        return project.segments().values().stream()
                .flatMap(segment -> Stream.of(
                                segment.activation().activateAt(),
                                segment.activation().deactivateAt())
                        .flatMap(Optional::stream)
                        .filter(moment -> moment.isAfter(after))
                        .filter(moment ->
                                state(project, segment, moment.minusNanos(1)) != state(project, segment, moment)))
                .min(Instant::compareTo);
    }

    /** As a run that began at that moment would see it: by the clock, unless the project's as-of date is fixed. */
    private static Segment.State state(CheckedProject project, Segment segment, Instant moment) {
        Settings settings = project.settings();
        LocalDate asOf = settings.asOf().orElseGet(() -> LocalDate.ofInstant(moment, settings.timeZone()));
        return segment.activation().at(settings.momentOf(asOf, moment));
    }
}
