package io.segmill.orchestration.faults;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Stops a run at one place, and notes every place that it passes. */
final class PlannedFault implements Faults {
    /** The beats come by the clock, so that no two runs pass them alike. */
    private static final String BEAT = "beat";

    private final Set<Place> planned;
    private final Manner manner;
    private final Runnable whenReached;
    private final Map<Place, Integer> times = new HashMap<>();
    private final List<Place> passed = new ArrayList<>();
    private Optional<Place> reached = Optional.empty();

    /** How a run stops. */
    enum Manner {
        /** What was done is done, but whoever did it hears of a failure; all else goes on. */
        THROW,
        /** Nothing is done any more: that place and all that come after it fail, as if the process were gone. */
        DIE,
        /** The thread says so on stdout and goes no further, so that the process can be killed. */
        HANG
    }

    /**
     * A place of a run.
     *
     * @param time the how-manieth, from 1, that is of this kind and about this subject
     */
    record Place(FaultPoint point, String subject, int time) {
        /** In one line. */
        @Override
        public String toString() {
            return point + " / " + subject + " / " + time;
        }

        static Place parse(String line) {
            String[] parts = line.split(" / ");
            return new Place(FaultPoint.valueOf(parts[0]), parts[1], Integer.parseInt(parts[2]));
        }
    }

    /** What {@link Manner#THROW} and {@link Manner#DIE} throw. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Thrown(Place place) {
            super("planned at " + place);
        }
    }

    private PlannedFault(Set<Place> planned, Manner manner, Runnable whenReached) {
        this.planned = Set.copyOf(planned);
        this.manner = manner;
        this.whenReached = whenReached;
    }

    /** Nothing happens; the places are noted. */
    static PlannedFault none() {
        return new PlannedFault(Set.of(), Manner.THROW, () -> {});
    }

    /** @param whenReached what to do at the place before the fault */
    static PlannedFault at(Place place, Manner manner, Runnable whenReached) {
        return new PlannedFault(Set.of(place), manner, whenReached);
    }

    /** Throws at the first of those places to which the run comes. */
    static PlannedFault atFirstOf(Set<Place> places) {
        return new PlannedFault(places, Manner.THROW, () -> {});
    }

    @Override
    public void at(FaultPoint point, String subject) {
        boolean isNow;
        synchronized (this) {
            if (reached.isPresent() && manner == Manner.DIE) {
                throw new Thrown(reached.get());
            }
            if (subject.equals(BEAT)) {
                return;
            }
            Place first = new Place(point, subject, 1);
            Place here = new Place(point, subject, times.merge(first, 1, Integer::sum));
            passed.add(here);
            isNow = reached.isEmpty() && planned.contains(here);
            if (isNow) {
                reached = Optional.of(here);
            }
        }
        if (isNow) {
            whenReached.run();
            fail();
        }
    }

    private void fail() {
        switch (manner) {
            case THROW, DIE -> throw new Thrown(reached.orElseThrow());
            case HANG -> {
                System.out.println("reached " + reached.orElseThrow());
                while (true) {
                    LockSupport.park();
                }
            }
        }
    }

    synchronized boolean isReached() {
        return reached.isPresent();
    }

    /** The place at which the run stopped, if it came to one. */
    synchronized Optional<Place> reached() {
        return reached;
    }

    /** All places, in the order in which the run came to them. */
    synchronized List<Place> passed() {
        return List.copyOf(passed);
    }
}
