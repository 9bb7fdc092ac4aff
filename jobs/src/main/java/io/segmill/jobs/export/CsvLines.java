package io.segmill.jobs.export;

import io.segmill.core.project.CsvOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Makes lines of RFC 4180; for one thread. */
final class CsvLines {
    private static final int FIRST_LINES = 64;

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;
    private int[] ends = new int[FIRST_LINES];
    private int count;

    CsvLines(CsvOutput csv) {
        try {
            this.printer = new CSVPrinter(
                    text,
                    CSVFormat.RFC4180.builder().setDelimiter(csv.delimiter()).get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(List<String> cells) {
        try {
            printer.printRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = text.length();
    }

    int count() {
        return count;
    }

    /** The lines so far, which are forgotten here. @param guardedCells of them */
    ExtractLines taken(long guardedCells) {
        ExtractLines taken = new ExtractLines(
                text.toString().getBytes(StandardCharsets.UTF_8), Arrays.copyOf(ends, count), guardedCells);
        text.setLength(0);
        count = 0;
        return taken;
    }
}
