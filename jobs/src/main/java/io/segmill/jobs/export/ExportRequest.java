package io.segmill.jobs.export;

import io.segmill.core.project.CsvOutput;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * One segment's part of an export.
 *
 * @param to the export's folder, absolute: a path or a {@code file:} URI
 * @param columns the customer key first
 */
public record ExportRequest(
        String runId, LocalDate asOf, String segmentId, String to, CsvOutput csv, List<ExtractColumn> columns) {
    public ExportRequest {
        Objects.requireNonNull(runId);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(segmentId);
        Objects.requireNonNull(to);
        Objects.requireNonNull(csv);
        columns = List.copyOf(columns);
    }
}
