package io.segmill.jobs.export;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.project.CsvOutput;
import io.segmill.jobs.export.WrittenExtract.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Members as CSV: exports and {@code segments members --to} are written here, in the order of the rows' partitions. The
 * lines are made where the rows are, a few partitions at a time.
 */
public final class CsvExtract {
    private final List<ExtractColumn> columns;
    private final CsvOutput csv;
    private final ZoneId zone;
    private final Faults faults;

    /**
     * @param columns of the rows to come, in their order: the customer key first, {@code similarity} last if there is
     *     one
     * @param zone the project's, in which timestamps are written
     * @param faults hears of every file that is whole, and of every rename
     */
    public CsvExtract(List<ExtractColumn> columns, CsvOutput csv, ZoneId zone, Faults faults) {
        this.columns = List.copyOf(columns);
        this.csv = Objects.requireNonNull(csv);
        this.zone = Objects.requireNonNull(zone);
        this.faults = Objects.requireNonNull(faults);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("an extract has the customer key at least");
        }
    }

    /**
     * Writes {@code <name>-0001.csv} (or {@code .csv.gz}) and as many more as the rows need; one also when there is no
     * row.
     *
     * @param folder exists
     * @throws Failure when the disk takes no more, or there are no rights
     */
    public WrittenExtract toFolder(Dataset<Row> rows, Path folder, String name) {
        LinesLeft left = lines(rows);
        List<WrittenFile> files = new ArrayList<>();
        do {
            String file = String.format(Locale.ROOT, "%s-%04d.csv", name, files.size() + 1) + packedSuffix();
            files.add(write(left, folder.resolve(file), file, csv.maxRowsPerFile()));
        } while (!left.isNone());
        return new WrittenExtract(files, left.guardedCells());
    }

    private static Path ended(Path file) {
        try {
            return Files.exists(file) ? file.toRealPath() : file;
        } catch (IOException e) {
            throw Disk.failure(file, e);
        }
    }

    /**
     * Writes one file, however many rows there are: beside, then renamed, so that nobody sees half of it. A file of
     * that name is replaced; of a link, what it leads to.
     *
     * @throws Failure when the disk takes no more, or there are no rights
     */
    public WrittenExtract toFile(Dataset<Row> rows, Path file) {
        Path target = ended(file.toAbsolutePath().normalize());
        if (Files.isDirectory(target)) {
            throw new Failure(Blame.USER, "cannot write " + target + ": it is a folder; name a file in it");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new Failure(Blame.USER, "cannot write " + target + ": it is no regular file; name another one");
        }
        Path folder = target.getParent();
        String name = target.getFileName().toString();
        Path beside = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".part");
        LinesLeft left = lines(rows);
        try {
            Files.createDirectories(folder);
            WrittenFile written = write(left, beside, name, Long.MAX_VALUE);
            faults.at(FaultPoint.BEFORE_RENAME, name);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            faults.at(FaultPoint.AFTER_RENAME, name);
            Disk.sync(folder);
            return new WrittenExtract(List.of(written), left.guardedCells());
        } catch (IOException e) {
            throw Disk.failure(target, e);
        } finally {
            Disk.deleteQuietly(beside);
        }
    }

    private WrittenFile write(LinesLeft left, Path path, String name, long most) {
        try (ExtractFile file = new ExtractFile(path, name, csv)) {
            if (csv.header()) {
                CsvLines header = new CsvLines(csv);
                header.add(columns.stream().map(ExtractColumn::header).toList());
                file.header(header.taken(0).text());
            }
            left.write(file, most);
            WrittenFile written = file.finish();
            faults.at(FaultPoint.FILE_WRITTEN, name);
            return written;
        } catch (IOException e) {
            throw Disk.failure(path, e);
        }
    }

    private LinesLeft lines(Dataset<Row> rows) {
        int width = rows.columns().length;
        if (width != columns.size()) {
            throw new IllegalArgumentException(width + " columns of rows for " + columns.size() + " of the extract");
        }
        return new LinesLeft(ExtractLines.of(rows, columns, csv, zone));
    }

    private String packedSuffix() {
        return switch (csv.compression()) {
            case NONE -> "";
            case GZIP -> ".gz";
        };
    }
}
