package io.segmill.jobs.reading.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts bytes into records and fields, with the physical line on which each record begins. It is our own because no
 * library tells where a record begins in bytes, starts in the middle of a file and goes on behind a malformed record.
 *
 * <p>Lines end with CRLF, LF or a lone CR; empty lines are no records but count as lines. The accessors tell of the
 * record to which {@link #next} moved last.
 */
public final class RecordReader {
    /** Bytes that a record may have: a quote that is never closed must not take a whole file into memory. */
    static final int LONGEST_RECORD = 16 << 20;

    private static final int CHUNK = 1 << 16;

    private final RecordAutomaton automaton;
    private final InputStream bytes;
    private final long end;
    private final Charset encoding;
    private final CharsetDecoder decoder;

    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int filled;
    private long chunkPosition;
    private int state = RecordAutomaton.RECORD_START;
    private long physicalLine;

    private long line;
    private byte[] raw = new byte[256];
    private int rawLength;
    private int fields;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private boolean[] doubled = new boolean[16];
    private boolean fieldIsQuoted;
    private String flaw;

    /**
     * @param bytes from a place between two records on
     * @param position where in the file that place is
     * @param end records that begin there or later are left to others
     * @param line the physical line of that place
     */
    public RecordReader(Dialect dialect, InputStream bytes, long position, long end, long line) {
        this.automaton = new RecordAutomaton(dialect);
        this.bytes = bytes;
        this.chunkPosition = position;
        this.end = end;
        this.physicalLine = line;
        this.encoding = dialect.fieldEncoding();
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Moves to the next record; false when there is none left that begins before the end. */
    public boolean next() throws IOException {
        rawLength = 0;
        fields = 0;
        flaw = null;
        if (!moveToRecord()) {
            return false;
        }
        line = physicalLine;
        startField();
        while (at < filled || fill()) {
            byte octet = chunk[at++];
            int step = automaton.step(state, octet);
            int before = state;
            state = RecordAutomaton.stateAfter(step);
            if (RecordAutomaton.endsLine(step)) {
                physicalLine++;
            }
            if (RecordAutomaton.isBetweenRecords(state)) {
                endField(before);
                return true;
            }
            if (state == RecordAutomaton.FIELD_START) {
                endField(before);
                keep(octet);
                startField();
                continue;
            }
            if (state == RecordAutomaton.QUOTED && before != RecordAutomaton.QUOTE_IN_QUOTED) {
                fieldIsQuoted = true;
            } else if (before == RecordAutomaton.QUOTE_IN_QUOTED) {
                if (state == RecordAutomaton.QUOTED) {
                    doubled[fields] = true;
                } else {
                    flawed("text after the closing quote of field " + (fields + 1));
                }
            }
            keep(octet);
        }
        if (RecordAutomaton.isInsideQuotes(state)) {
            flawed("the quote of field " + (fields + 1) + " is still open at the end of the file");
        }
        endField(state);
        state = RecordAutomaton.RECORD_START;
        return true;
    }

    /** The physical line on which the record begins, from 1. */
    public long line() {
        return line;
    }

    public int fields() {
        return fields;
    }

    /** Why the record cannot be told apart into fields, if so. */
    public Optional<String> flaw() {
        return Optional.ofNullable(flaw);
    }

    /**
     * A field's text, quotes taken away.
     *
     * @throws CharacterCodingException if it has bytes that the encoding does not know
     */
    public String text(int field) throws CharacterCodingException {
        int start = starts[field];
        int length = ends[field] - start;
        if (doubled[field]) {
            byte[] single = withSingleQuotes(start, length);
            return text(single, 0, single.length);
        }
        return text(raw, start, length);
    }

    /** The whole record as written, bytes that the encoding does not know replaced. */
    public String raw() {
        return new String(raw, 0, rawLength, encoding);
    }

    private String text(byte[] from, int start, int length) throws CharacterCodingException {
        boolean plain = true;
        for (int i = start; i < start + length && plain; i++) {
            plain = from[i] >= 0;
        }
        return plain
                ? new String(from, start, length, StandardCharsets.ISO_8859_1)
                : decoder.decode(ByteBuffer.wrap(from, start, length)).toString();
    }

    private byte[] withSingleQuotes(int start, int length) {
        ByteArrayOutputStream single = new ByteArrayOutputStream(length);
        byte quote = raw[start - 1];
        for (int i = start; i < start + length; i++) {
            single.write(raw[i]);
            if (raw[i] == quote) {
                i++;
            }
        }
        return single.toByteArray();
    }

    private boolean moveToRecord() throws IOException {
        while (at < filled || fill()) {
            int step = automaton.step(state, chunk[at]);
            if (RecordAutomaton.beginsRecord(step)) {
                return chunkPosition + at < end;
            }
            if (RecordAutomaton.endsLine(step)) {
                physicalLine++;
            }
            state = RecordAutomaton.stateAfter(step);
            at++;
        }
        return false;
    }

    private boolean fill() throws IOException {
        chunkPosition += filled;
        at = 0;
        filled = Math.max(0, bytes.read(chunk, 0, chunk.length));
        return filled > 0;
    }

    private void keep(byte octet) {
        if (rawLength == LONGEST_RECORD) {
            flawed("longer than " + (LONGEST_RECORD >> 20) + " MiB: is a quote never closed?");
            return;
        }
        if (rawLength == raw.length) {
            raw = Arrays.copyOf(raw, Math.min(LONGEST_RECORD, raw.length * 2));
        }
        raw[rawLength++] = octet;
    }

    private void startField() {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            ends = Arrays.copyOf(ends, fields * 2);
            doubled = Arrays.copyOf(doubled, fields * 2);
        }
        starts[fields] = rawLength;
        doubled[fields] = false;
        fieldIsQuoted = false;
    }

    private void endField(int stateBefore) {
        if (fieldIsQuoted && stateBefore == RecordAutomaton.QUOTE_IN_QUOTED) {
            starts[fields]++;
            ends[fields] = Math.max(starts[fields], rawLength - 1);
        } else {
            ends[fields] = rawLength;
            doubled[fields] = false;
        }
        fields++;
    }

    private void flawed(String what) {
        if (flaw == null) {
            flaw = what;
        }
    }
}
