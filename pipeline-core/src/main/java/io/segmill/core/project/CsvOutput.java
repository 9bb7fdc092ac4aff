package io.segmill.core.project;

import java.util.Objects;

/** How an export's CSV files are written. */
public record CsvOutput(
        char delimiter, boolean header, Compression compression, int maxRowsPerFile, boolean formulaGuard) {
    /** Comma, header, not compressed, 750,000 rows a file, guarded. */
    public static final CsvOutput DEFAULTS = new CsvOutput(',', true, Compression.NONE, 750_000, true);

    /** How the files are packed. */
    public enum Compression {
        NONE,
        GZIP
    }

    public CsvOutput {
        Objects.requireNonNull(compression);
        if (maxRowsPerFile < 1) {
            throw new IllegalArgumentException("a file has room for a row");
        }
    }
}
