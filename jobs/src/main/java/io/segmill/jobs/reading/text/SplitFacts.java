package io.segmill.jobs.reading.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a part of a file does to its reading, told for every state in which the reading may enter it; so the parts are
 * scanned side by side, and putting the facts together in the order of the file tells where each part's records begin.
 *
 * @param outcomes one for each state
 */
public record SplitFacts(List<Outcome> outcomes) implements Serializable {
    private static final int FIRST_CHUNK = 1 << 10;
    private static final int CHUNK = 1 << 16;

    public SplitFacts {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * What follows from entering the part in one state.
     *
     * @param endState the state behind its last byte
     * @param lineEnds how many lines end in it
     * @param firstRecord where in the file the first record begins that begins in this part; -1 if none does
     * @param lineEndsBefore how many lines end in the part before that record
     */
    public record Outcome(int endState, long lineEnds, long firstRecord, long lineEndsBefore) implements Serializable {}

    /**
     * Where the reading of a part begins.
     *
     * @param firstRecord where in the file its first record begins; -1 if none begins in it
     * @param line the physical line of that record
     */
    public record Entry(long firstRecord, long line) {
        public boolean hasRecord() {
            return firstRecord >= 0;
        }
    }

    /** Puts the facts of all parts of one file together, in the order of the file. */
    public static List<Entry> entries(List<SplitFacts> parts) {
        List<Entry> entries = new ArrayList<>();
        int state = RecordAutomaton.RECORD_START;
        long line = 1;
        for (SplitFacts part : parts) {
            Outcome outcome = part.outcomes().get(state);
            entries.add(new Entry(outcome.firstRecord(), line + outcome.lineEndsBefore()));
            state = outcome.endState();
            line += outcome.lineEnds();
        }
        return entries;
    }

    /**
     * Reads a part of a file to its end.
     *
     * @param bytes of the part alone
     * @param start where in the file they begin
     */
    public static SplitFacts scan(Dialect dialect, InputStream bytes, long start) throws IOException {
        RecordAutomaton automaton = new RecordAutomaton(dialect);
        List<Lane> lanes = IntStream.range(0, RecordAutomaton.STATES)
                .mapToObj(state -> new Lane(automaton, state))
                .toList();
        List<Lane> running = new ArrayList<>(lanes);
        byte[] chunk = new byte[CHUNK];
        long position = start;
        int length = FIRST_CHUNK;
        int count;
        while ((count = bytes.read(chunk, 0, length)) > 0) {
            for (Lane lane : running) {
                lane.read(chunk, count, position);
            }
            position += count;
            length = CHUNK;
            joinEqual(running);
        }
        return new SplitFacts(lanes.stream().map(Lane::outcome).toList());
    }

    /** Lanes in the same state stay together for ever: whether a quote is open is soon the only difference left. */
    private static void joinEqual(List<Lane> running) {
        for (int i = 0; i < running.size(); i++) {
            Lane lane = running.get(i);
            running.subList(i + 1, running.size()).removeIf(other -> other.joins(lane));
        }
    }

    private static final class Lane {
        private final RecordAutomaton automaton;
        private int state;
        private long lineEnds;
        private long firstRecord = -1;
        private long lineEndsBefore;
        private Lane joined;
        private long ahead;

        Lane(RecordAutomaton automaton, int state) {
            this.automaton = automaton;
            this.state = state;
        }

        void read(byte[] chunk, int count, long position) {
            int current = state;
            for (int i = 0; i < count; i++) {
                int step = automaton.step(current, chunk[i]);
                if (RecordAutomaton.endsLine(step)) {
                    lineEnds++;
                }
                if (firstRecord < 0 && RecordAutomaton.beginsRecord(step)) {
                    firstRecord = position + i;
                    lineEndsBefore = lineEnds;
                }
                current = RecordAutomaton.stateAfter(step);
            }
            state = current;
        }

        boolean joins(Lane other) {
            if (state != other.state || (firstRecord < 0) != (other.firstRecord < 0)) {
                return false;
            }
            joined = other;
            ahead = lineEnds - other.lineEnds;
            return true;
        }

        Outcome outcome() {
            if (joined == null) {
                return new Outcome(state, lineEnds, firstRecord, lineEndsBefore);
            }
            Outcome rest = joined.outcome();
            return firstRecord >= 0
                    ? new Outcome(rest.endState(), rest.lineEnds() + ahead, firstRecord, lineEndsBefore)
                    : new Outcome(
                            rest.endState(),
                            rest.lineEnds() + ahead,
                            rest.firstRecord(),
                            rest.lineEndsBefore() + ahead);
        }
    }
}
