package io.segmill.jobs.reading;

import io.segmill.core.problem.Failure;
import io.segmill.jobs.reading.text.RecordReader;
import io.segmill.jobs.reading.text.SplitFacts;
import io.segmill.jobs.reading.text.TextFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * A look into a part of a text file before its rows are read.
 *
 * @param file its place in the list of the load's files
 * @param name its name for people
 * @param aims what to look for
 */
record Probe(int file, String name, TextFile text, long start, long end, Set<Aim> aims) implements Serializable {
    Probe {
        aims = Set.copyOf(aims);
    }

    /** What there is to look for. */
    enum Aim {
        /** The names in the first record. */
        HEADER,
        /** Where the part's records begin. */
        RECORDS
    }

    /**
     * What was found, a small fact.
     *
     * @param header empty if the file has no record at all, or if it was not looked for
     * @param facts one, or none if they were not looked for
     * @param problem why the file cannot be read; empty if it can. No exception, since Spark would log its stack trace.
     */
    record Finding(int file, long start, long end, List<String> header, List<SplitFacts> facts, String problem)
            implements Serializable {}

    /** Bytes that looking takes. */
    long bytes() {
        return aims.contains(Aim.RECORDS) ? end - start : 0;
    }

    Finding look(Configuration configuration) {
        try {
            return new Finding(
                    file,
                    start,
                    end,
                    aims.contains(Aim.HEADER) ? header(configuration) : List.of(),
                    aims.contains(Aim.RECORDS) ? List.of(text.scan(configuration, start, end)) : List.of(),
                    "");
        } catch (IOException e) {
            return impossible(unreadable(name, e));
        } catch (Failure e) {
            return impossible(e);
        }
    }

    private Finding impossible(Failure failure) {
        return new Finding(file, start, end, List.of(), List.of(), failure.getMessage());
    }

    static Failure unreadable(String name, IOException cause) {
        return new Failure(Failure.Blame.DATA, name + " cannot be read: " + cause.getMessage(), cause);
    }

    private List<String> header(Configuration configuration) throws IOException {
        try (TextFile.Opened opened = text.open(configuration)) {
            RecordReader records = opened.records();
            if (!records.next()) {
                return List.of();
            }
            if (records.flaw().isPresent()) {
                throw new Failure(
                        Failure.Blame.DATA,
                        "the header of " + name + " cannot be read: "
                                + records.flaw().get());
            }
            List<String> names = new ArrayList<>();
            for (int i = 0; i < records.fields(); i++) {
                names.add(records.text(i));
            }
            return names;
        } catch (CharacterCodingException undecodable) {
            throw new Failure(
                    Failure.Blame.DATA,
                    "the header of " + name + " has bytes that are not "
                            + text.dialect().encoding() + "; declare the file's encoding",
                    undecodable);
        }
    }
}
