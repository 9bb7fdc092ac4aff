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
import java.util.zip.GZIPOutputStream;

/** One file of an extract while it is written: on the disk, not just in its cache, once it is closed. */
final class ExtractFile implements Closeable {
    // No channel: an interrupted thread would close it, and a cancelled run would look like a broken disk.
    private final FileOutputStream file;
    private final Measured measured;
    private final OutputStream out;
    private final String name;
    private long rows;

    /** @param name what the file is called in the end */
    ExtractFile(Path path, String name, CsvOutput csv) throws IOException {
        this.name = name;
        // Says better than a stream what stands in the way.
        Files.deleteIfExists(path);
        Files.createFile(path);
        this.file = new FileOutputStream(path.toFile());
        this.measured = new Measured(new BufferedOutputStream(file));
        try {
            this.out = switch (csv.compression()) {
                case NONE -> measured;
                case GZIP -> new GZIPOutputStream(measured);
            };
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Writes lines that are no rows. */
    void header(byte[] text) throws IOException {
        out.write(text);
    }

    /** Writes the text of some rows. */
    void write(byte[] text, int count) throws IOException {
        out.write(text);
        rows += count;
    }

    /** Ends the file. */
    WrittenFile finish() throws IOException {
        if (out instanceof GZIPOutputStream packed) {
            packed.finish();
        }
        out.flush();
        file.getFD().sync();
        return new WrittenFile(name, rows, measured.bytes, HexFormat.of().formatHex(measured.sha256.digest()));
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
