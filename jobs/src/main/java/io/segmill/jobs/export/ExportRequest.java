package io.segmill.jobs.export;

import io.segmill.core.project.CsvOutput;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One segment's part of an export.
 *
 * @param to the export's folder, absolute: a path or a {@code file:} URI
 * @param columns the customer key first
 * @param changes absent where the rows are all members
 */
public record ExportRequest(
        String runId,
        LocalDate asOf,
        String segmentId,
        String to,
        CsvOutput csv,
        List<ExtractColumn> columns,
        Optional<Changes> changes) {
    /**
     * What an extract that tells changes is about.
     *
     * @param since the as-of date of the members before; absent if all members are told as entered
     * @param members there are now
     */
    public record Changes(Optional<LocalDate> since, long members, long entered, long left) {
        public Changes {
            Objects.requireNonNull(since);
        }
    }

    public ExportRequest {
        Objects.requireNonNull(changes);
        Objects.requireNonNull(runId);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(segmentId);
        Objects.requireNonNull(to);
        Objects.requireNonNull(csv);
        columns = List.copyOf(columns);
    }
}
