package io.segmill.jobs.export;

import io.segmill.core.project.CsvOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Lines of RFC 4180 in UTF-8 on their way to a stream, packed if asked for. */
final class CsvLines {
    private final OutputStream out;
    private final CSVPrinter printer;
    private long rows;

    /** @param out stays open */
    CsvLines(OutputStream out, CsvOutput csv) throws IOException {
        this.out = switch (csv.compression()) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out);
        };
        this.printer = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(this.out, StandardCharsets.UTF_8)),
                CSVFormat.RFC4180.builder().setDelimiter(csv.delimiter()).get());
    }

    void header(List<String> names) throws IOException {
        printer.printRecord(names);
    }

    void row(List<String> cells) throws IOException {
        printer.printRecord(cells);
        rows++;
    }

    long rows() {
        return rows;
    }

    void finish() throws IOException {
        printer.flush();
        if (out instanceof GZIPOutputStream packed) {
            packed.finish();
        }
    }
}
