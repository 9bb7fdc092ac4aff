package io.segmill.jobs.reading.text;

/**
 * The grammar of records and fields, byte by byte. Both the scan of a split, which does not know how the split begins,
 * and the reading of its records run on this one table, so that they cannot disagree on where a record begins. It never
 * stops at a malformed record: after the line's end the next one begins.
 */
final class RecordAutomaton {
    /** At the beginning of a file or of a line, where an empty line is no record. */
    static final int RECORD_START = 0;
    /** Likewise, after a carriage return, with which a line feed still counts as one line end. */
    static final int RECORD_START_AFTER_CR = 1;

    static final int FIELD_START = 2;
    static final int UNQUOTED = 3;
    static final int QUOTED = 4;
    static final int QUOTED_AFTER_CR = 5;
    /** After a quote inside a quoted field: a second one makes a doubled quote, anything else ends the field. */
    static final int QUOTE_IN_QUOTED = 6;

    static final int STATES = 7;

    private static final int STATE = 0b111;
    private static final int LINE_END = 0b1000;
    private static final int RECORD_BEGINS = 0b1_0000;

    private final byte[] steps = new byte[STATES << 8];

    RecordAutomaton(Dialect dialect) {
        for (int state = 0; state < STATES; state++) {
            for (int octet = 0; octet < 256; octet++) {
                steps[state << 8 | octet] = (byte) transition(state, octet, dialect);
            }
        }
    }

    /** What a byte does in a state; {@link #stateAfter} and the questions below take it apart. */
    int step(int state, byte octet) {
        return steps[state << 8 | (octet & 0xFF)];
    }

    static int stateAfter(int step) {
        return step & STATE;
    }

    /** Whether a physical line ends with this byte; the line feed after a carriage return ends none. */
    static boolean endsLine(int step) {
        return (step & LINE_END) != 0;
    }

    /** Whether this byte is the first one of a record. */
    static boolean beginsRecord(int step) {
        return (step & RECORD_BEGINS) != 0;
    }

    /** Whether the reading stands between two records. */
    static boolean isBetweenRecords(int state) {
        return state <= RECORD_START_AFTER_CR;
    }

    static boolean isInsideQuotes(int state) {
        return state == QUOTED || state == QUOTED_AFTER_CR;
    }

    private static int transition(int state, int octet, Dialect dialect) {
        boolean afterReturn = state == RECORD_START_AFTER_CR || state == QUOTED_AFTER_CR;
        int lineEnd = octet == '\r' || (octet == '\n' && !afterReturn) ? LINE_END : 0;
        if (isInsideQuotes(state)) {
            if (octet == dialect.quote()) {
                return QUOTE_IN_QUOTED;
            }
            return (octet == '\r' ? QUOTED_AFTER_CR : QUOTED) | lineEnd;
        }
        if (octet == '\r' || octet == '\n') {
            return (octet == '\r' ? RECORD_START_AFTER_CR : RECORD_START) | lineEnd;
        }
        int begins = isBetweenRecords(state) ? RECORD_BEGINS : 0;
        if (octet == dialect.delimiter()) {
            return FIELD_START | begins;
        }
        if (octet == dialect.quote() && state != UNQUOTED) {
            return QUOTED | begins;
        }
        return UNQUOTED | begins;
    }
}
