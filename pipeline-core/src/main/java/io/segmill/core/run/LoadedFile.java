package io.segmill.core.run;

import java.time.Instant;
import java.util.Objects;

/**
 * A row of {@code runs/files}: a file that was loaded into a source's table. A file is known by path, size and time.
 *
 * @param file its full path
 * @param size in bytes
 * @param modified to the millisecond
 * @param rows good rows that were read from it
 */
public record LoadedFile(String source, String file, long size, Instant modified, long rows, String runId) {
    public LoadedFile {
        Objects.requireNonNull(source);
        Objects.requireNonNull(file);
        Objects.requireNonNull(modified);
        Objects.requireNonNull(runId);
    }
}
