package io.segmill.jobs.export;

import io.segmill.core.fault.Faults;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Removes the folders of exports whose date is over, by {@code export-days}. The newest of a segment stays however old it
 * is, and nothing is touched that is no export: a folder that is named by a date and has a manifest.
 */
public final class ExportRetention {
    private final LocalDate before;
    private final ZoneId zone;
    private final Faults faults;

    /**
     * @param before the first day of which exports stay
     * @param zone the project's
     * @param faults hears of each place at which the run may stop
     */
    public ExportRetention(LocalDate before, ZoneId zone, Faults faults) {
        this.before = before;
        this.zone = zone;
        this.faults = faults;
    }

    /**
     * Removes from an export's folder what is for an older date and was written before that day too.
     *
     * @param to the export's folder, as the project has it
     * @return the folders that are gone
     * @throws io.segmill.core.problem.Failure when the disk or the rights there do not let it
     */
    public List<Path> remove(String to) {
        Path root = ExportFolder.local(to);
        List<Path> removed = new ArrayList<>();
        try {
            for (Path segment : folders(root)) {
                NavigableMap<LocalDate, Path> dates = dates(segment);
                if (!dates.isEmpty()) {
                    dates.pollLastEntry();
                }
                for (Path folder : dates.headMap(before, false).values()) {
                    if (wasWrittenBefore(folder)) {
                        ExportFolder.remove(folder, faults);
                        removed.add(folder);
                    }
                }
            }
            return removed;
        } catch (IOException e) {
            throw Disk.failure(root, e);
        }
    }

    private NavigableMap<LocalDate, Path> dates(Path segment) throws IOException {
        NavigableMap<LocalDate, Path> dates = new TreeMap<>();
        for (Path folder : folders(segment)) {
            if (Files.isRegularFile(folder.resolve(Manifest.NAME), LinkOption.NOFOLLOW_LINKS)) {
                try {
                    dates.put(LocalDate.parse(folder.getFileName().toString()), folder);
                } catch (DateTimeParseException e) {
                    // Somebody's own folder.
                }
            }
        }
        return dates;
    }

    /** A day of long ago may have been exported only now. */
    private boolean wasWrittenBefore(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder.resolve(Manifest.NAME))
                .toInstant()
                .atZone(zone)
                .toLocalDate()
                .isBefore(before);
    }

    /** Links are not followed: what they point to may be anybody's. */
    private static List<Path> folders(Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> paths =
                    Files.newDirectoryStream(parent, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
                paths.forEach(folders::add);
            }
        }
        return folders;
    }
}
