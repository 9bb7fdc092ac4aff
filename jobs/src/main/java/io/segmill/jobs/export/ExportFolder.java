package io.segmill.jobs.export;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The folder {@code <to>/<segment>/<as-of>} of an export, replaced as a whole: a new one is filled beside it under a
 * hidden name, then the old one is renamed away and the new one in. A reader sees the old files, none, or the new ones,
 * never some of both.
 */
final class ExportFolder {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");
    private static final String NEW = ".segmill-new";
    private static final String OLD = ".segmill-old";

    private final Path segment;
    private final Path folder;
    private final Faults faults;

    /** Puts the files into a new folder. */
    interface Filling {
        WrittenExtract fill(Path folder) throws IOException;
    }

    /** @throws Failure when {@code to} is no local folder or the segment's would lie outside it */
    ExportFolder(String to, String segmentId, LocalDate asOf, Faults faults) {
        Path root = local(to);
        this.segment = root.resolve(segmentId).normalize();
        this.folder = segment.resolve(asOf.toString());
        this.faults = faults;
        if (!root.equals(segment.getParent())) {
            throw new Failure(
                    Blame.USER, "the export of segment '" + segmentId + "' would lie outside its folder " + root);
        }
    }

    Path path() {
        return folder;
    }

    /** Brings back what a process that was killed between two renames left aside, of any day; whatever else it left goes. */
    void recover() {
        try {
            if (Files.isDirectory(segment)) {
                cleanLeftovers();
            }
        } catch (IOException e) {
            throw Disk.failure(segment, e);
        }
    }

    WrittenExtract replace(Filling filling) {
        if (Files.isSymbolicLink(segment)) {
            throw new Failure(
                    Blame.ENVIRONMENT,
                    segment + " is a link, and an export is not written through one; delete it, or name where it leads"
                            + " to in 'to'");
        }
        Path fresh = beside(folder, NEW);
        Path old = beside(folder, OLD);
        try {
            Files.createDirectories(segment);
            cleanLeftovers();
            Files.createDirectory(fresh);
            WrittenExtract written = filling.fill(fresh);
            Disk.sync(fresh);
            swap(fresh, old);
            Disk.sync(segment);
            Disk.sync(segment.getParent());
            Disk.delete(old);
            return written;
        } catch (IOException e) {
            throw Disk.failure(folder, e);
        } finally {
            Disk.deleteQuietly(fresh);
        }
    }

    private void swap(Path fresh, Path old) throws IOException {
        try {
            if (Files.exists(folder)) {
                rename(folder, old);
            }
            rename(fresh, folder);
        } finally {
            if (!Files.exists(folder) && Files.exists(old)) {
                rename(old, folder);
            }
        }
    }

    /** Removes the folder of a date: a kill leaves it whole, or hidden where the next export removes it. */
    static void remove(Path folder, Faults faults) throws IOException {
        Path hidden = beside(folder, NEW);
        Disk.delete(hidden);
        rename(folder, hidden, faults);
        Disk.delete(hidden);
    }

    private void rename(Path from, Path to) throws IOException {
        rename(from, to, faults);
    }

    private static void rename(Path from, Path to, Faults faults) throws IOException {
        String subject = from.getParent().getFileName() + "/" + from.getFileName() + " to " + to.getFileName();
        faults.at(FaultPoint.BEFORE_RENAME, subject);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        faults.at(FaultPoint.AFTER_RENAME, subject);
    }

    /** What a process that was killed left, of any day: a folder renamed away comes back if no new one took its place. */
    private void cleanLeftovers() throws IOException {
        for (Path old : hidden(OLD)) {
            String name = old.getFileName().toString();
            Path home = segment.resolve(name.substring(1, name.length() - OLD.length()));
            if (Files.exists(home)) {
                Disk.delete(old);
            } else {
                rename(old, home);
            }
        }
        for (Path fresh : hidden(NEW)) {
            Disk.delete(fresh);
        }
    }

    private List<Path> hidden(String suffix) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(segment, ".*" + suffix)) {
            paths.forEach(found::add);
        }
        return found;
    }

    private static Path beside(Path folder, String suffix) {
        return folder.resolveSibling("." + folder.getFileName() + suffix);
    }

    /** The folder on this machine that {@code to} names. @throws Failure when it is none */
    static Path local(String to) {
        var scheme = SCHEME.matcher(to);
        if (!scheme.matches()) {
            return Path.of(to).toAbsolutePath().normalize();
        }
        if (scheme.group(1).toLowerCase(Locale.ROOT).equals("file")) {
            return Path.of(URI.create(to).getPath()).normalize();
        }
        throw new Failure(
                Blame.USER,
                "an export goes to a local folder, and " + to + " is none; set 'to' to a path on this machine");
    }
}
