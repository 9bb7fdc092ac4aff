package io.segmill.jobs.export;

import io.segmill.core.project.CsvOutput;
import io.segmill.jobs.export.WrittenExtract.WrittenFile;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One file of an extract while it is written: on the disk, not just in its cache, once it is closed. */
final class ExtractFile implements Closeable {
    // No channel: an interrupted thread would close it, and a cancelled run would look like a broken disk.
    private final FileOutputStream file;
    private final Measured measured;
    private final CsvLines lines;
    private final String name;

    /** @param name what the file is called in the end */
    ExtractFile(Path path, String name, CsvOutput csv) throws IOException {
        this.name = name;
        // Says better than a stream what stands in the way.
        Files.deleteIfExists(path);
        Files.createFile(path);
        this.file = new FileOutputStream(path.toFile());
        this.measured = new Measured(new BufferedOutputStream(file));
        try {
            this.lines = new CsvLines(measured, csv);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    CsvLines lines() {
        return lines;
    }

    /** Ends the file. */
    WrittenFile finish() throws IOException {
        lines.finish();
        measured.flush();
        file.getFD().sync();
        return new WrittenFile(
                name, lines.rows(), measured.bytes, HexFormat.of().formatHex(measured.sha256.digest()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Counts and digests what goes through, so that no file is read again. */
    private static final class Measured extends FilterOutputStream {
        private final MessageDigest sha256 = Sha256.digest();
        private long bytes;

        Measured(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            sha256.update((byte) b);
            bytes++;
        }

        @Override
        public void write(byte[] part, int from, int length) throws IOException {
            out.write(part, from, length);
            sha256.update(part, from, length);
            bytes += length;
        }
    }
}
