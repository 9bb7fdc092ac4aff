package io.segmill.jobs.reading;

import io.segmill.core.run.LoadedFile;
import java.io.Serializable;
import java.time.Instant;

/**
 * A file that a source has today. A file is known by path, size and time.
 *
 * @param name its full path as people see it, and as {@code runs/files} keeps it
 * @param location its URI
 */
public record FoundFile(String name, String location, long size, Instant modified) implements Serializable {
    public boolean is(LoadedFile loaded) {
        return name.equals(loaded.file()) && size == loaded.size() && modified.equals(loaded.modified());
    }
}
