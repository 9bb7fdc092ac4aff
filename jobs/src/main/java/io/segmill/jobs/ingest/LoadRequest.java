package io.segmill.jobs.ingest;

import io.segmill.core.run.LoadedFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a run asks of a source's load.
 *
 * @param asOf the run's as-of date, after which rows are dated in the future
 * @param tableVersion the version of the source's table to build on, its newest content; empty while it was never
 *     published, and what the table holds then does not count
 * @param earlier the published rows of {@code runs/files} of this source
 */
public record LoadRequest(
        String runId,
        LocalDate asOf,
        OptionalLong tableVersion,
        List<LoadedFile> earlier,
        Definition definition,
        Reading reading) {
    public LoadRequest {
        Objects.requireNonNull(runId);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(tableVersion);
        Objects.requireNonNull(definition);
        Objects.requireNonNull(reading);
        earlier = List.copyOf(earlier);
    }

    /** Whether the source is defined as it was when its table was last published. */
    public enum Definition {
        SAME,
        CHANGED
    }

    /** How much to read. */
    public enum Reading {
        /** What the last load has not seen; nothing if nothing changed. */
        CHANGED_ONLY,
        /** All files, as {@code --full} says; the table is made again from them. */
        EVERYTHING
    }
}
