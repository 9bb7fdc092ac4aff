package io.segmill.jobs.export;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes a segment's members into the folder of an export: the CSV files, then the manifest that makes them whole. */
public final class ExportWriter {
    private final ZoneId zone;

    /** @param zone the project's, in which timestamps are written */
    public ExportWriter(ZoneId zone) {
        this.zone = Objects.requireNonNull(zone);
    }

    /** Where the files of a request come to lie. */
    public static Path folder(ExportRequest request) {
        return new ExportFolder(request.to(), request.segmentId(), request.asOf()).path();
    }

    /**
     * Brings back folders of a segment that a process which was killed had renamed away.
     *
     * @param to the export's folder, absolute: a path or a {@code file:} URI
     * @throws io.segmill.core.problem.Failure when the disk or the rights do not allow it
     */
    public static void recover(String to, String segmentId) {
        new ExportFolder(to, segmentId, LocalDate.EPOCH).recover();
    }

    /**
     * Writes the folder, or replaces it in one step.
     *
     * @param rows one a member, their columns as the request's
     * @throws io.segmill.core.problem.Failure when the disk takes no more, there are no rights, or the folder is not a
     *     local one; a folder that was there stays as it was
     */
    public WrittenExtract write(ExportRequest request, Dataset<Row> rows) {
        CsvExtract extract = new CsvExtract(request.columns(), request.csv(), zone);
        return new ExportFolder(request.to(), request.segmentId(), request.asOf()).replace(folder -> {
            WrittenExtract written = extract.toFolder(rows, folder, request.segmentId());
            Manifest.write(folder, request, written);
            return written;
        });
    }
}
