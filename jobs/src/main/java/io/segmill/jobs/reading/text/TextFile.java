package io.segmill.jobs.reading.text;

import io.segmill.core.problem.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * A text file on any file system, plain or compressed, as the bytes that records are cut from.
 *
 * @param location its URI
 * @param length in bytes, as it was when the files were listed; what is appended later is left for the next load
 */
public record TextFile(String location, long length, Dialect dialect) implements Serializable {
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    /** Whether reading can begin in the middle of it. */
    public boolean isSplittable(Configuration configuration) {
        return !dialect.isTranscoded() && codec(configuration) == null;
    }

    /** A reader of all its records. */
    public Opened open(Configuration configuration) throws IOException {
        InputStream bytes = plain(configuration);
        long skipped = 0;
        if (dialect.fieldEncoding().equals(StandardCharsets.UTF_8)) {
            BufferedInputStream buffered = new BufferedInputStream(bytes);
            skipped = skipByteOrderMark(buffered);
            bytes = buffered;
        }
        return new Opened(bytes, new RecordReader(dialect, bytes, skipped, Long.MAX_VALUE, 1));
    }

    /**
     * A reader of the records that begin in a part of it.
     *
     * @param firstRecord where the first of them begins
     * @param end where the part ends
     * @param line the physical line of the first one
     */
    public Opened open(Configuration configuration, long firstRecord, long end, long line) throws IOException {
        InputStream bytes = part(configuration, firstRecord, length);
        return new Opened(bytes, new RecordReader(dialect, bytes, firstRecord, end, line));
    }

    /** Scans a part of it. */
    public SplitFacts scan(Configuration configuration, long start, long end) throws IOException {
        try (InputStream bytes = part(configuration, start, end)) {
            if (start > 0 || !dialect.encoding().equals("UTF-8")) {
                return SplitFacts.scan(dialect, bytes, start);
            }
            BufferedInputStream buffered = new BufferedInputStream(bytes);
            return SplitFacts.scan(dialect, buffered, skipByteOrderMark(buffered));
        }
    }

    /** Records and the stream they come from. */
    public record Opened(InputStream bytes, RecordReader records) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    private InputStream plain(Configuration configuration) throws IOException {
        CompressionCodec codec = codec(configuration);
        InputStream bytes =
                codec == null ? part(configuration, 0, length) : codec.createInputStream(openAt(configuration, 0));
        return dialect.isTranscoded() ? new TranscodedStream(bytes, Charset.forName(dialect.encoding())) : bytes;
    }

    private InputStream part(Configuration configuration, long start, long end) throws IOException {
        return new Part(openAt(configuration, start), end - start);
    }

    private FSDataInputStream openAt(Configuration configuration, long start) throws IOException {
        Path path = new Path(location);
        FSDataInputStream opened = path.getFileSystem(configuration).open(path);
        opened.seek(start);
        return opened;
    }

    private CompressionCodec codec(Configuration configuration) {
        return new CompressionCodecFactory(configuration).getCodec(new Path(location));
    }

    private static long skipByteOrderMark(BufferedInputStream bytes) throws IOException {
        bytes.mark(BYTE_ORDER_MARK.length);
        for (int expected : BYTE_ORDER_MARK) {
            if (bytes.read() != expected) {
                bytes.reset();
                return 0;
            }
        }
        return BYTE_ORDER_MARK.length;
    }

    /** Bytes up to a place that must be there. */
    private final class Part extends InputStream {
        private final InputStream source;
        private long left;

        Part(InputStream source, long length) {
            this.source = source;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = source.read(into, offset, (int) Math.min(count, left));
            if (read < 0) {
                throw new Failure(
                        Failure.Blame.DATA,
                        location + " changed while it was read: it had " + length + " bytes, " + left
                                + " of which are gone; load again when it is complete");
            }
            left -= read;
            return read;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
