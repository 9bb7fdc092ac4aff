package io.segmill.jobs.export;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes a segment's members into the folder of an export: the CSV files, then the manifest that makes them whole. */
public final class ExportWriter {
    private final ZoneId zone;
    private final Faults faults;

    /**
     * @param zone the project's, in which timestamps are written
     * @param faults hears of every file that is whole, and of every rename
     */
    public ExportWriter(ZoneId zone, Faults faults) {
        this.zone = Objects.requireNonNull(zone);
        this.faults = Objects.requireNonNull(faults);
    }

    /** Where the files of a request come to lie. */
    public static Path folder(ExportRequest request) {
        return new ExportFolder(request.to(), request.segmentId(), request.asOf(), Faults.NONE).path();
    }

    /**
     * Brings back folders of a segment that a process which was killed had renamed away.
     *
     * @param to the export's folder, absolute: a path or a {@code file:} URI
     * @param faults hears of every rename
     * @throws io.segmill.core.problem.Failure when the disk or the rights do not allow it
     */
    public static void recover(String to, String segmentId, Faults faults) {
        new ExportFolder(to, segmentId, LocalDate.EPOCH, faults).recover();
    }

    /**
     * Writes the folder, or replaces it in one step.
     *
     * @param rows one a member, in their order, their columns as the request's
     * @throws io.segmill.core.problem.Failure when the disk takes no more, there are no rights, or the folder is not a
     *     local one; a folder that was there stays as it was
     */
    public WrittenExtract write(ExportRequest request, Dataset<Row> rows) {
        CsvExtract extract = new CsvExtract(request.columns(), request.csv(), zone, faults);
        return new ExportFolder(request.to(), request.segmentId(), request.asOf(), faults).replace(folder -> {
            WrittenExtract written = extract.toFolder(rows, folder, request.segmentId());
            Manifest.write(folder, request, written);
            faults.at(FaultPoint.FILE_WRITTEN, "the manifest of " + request.segmentId());
            return written;
        });
    }
}
