package io.segmill.jobs.export;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What an export asks of the local file system, and how its refusals are told. */
final class Disk {
    private Disk() {}

    /** Brings a folder's entries, renamed ones too, from the cache to the disk. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a file, or a folder with all that is in it; links are deleted, not followed. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> innermostFirst;
        try (Stream<Path> all = Files.walk(path)) {
            innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path one : innermostFirst) {
            Files.delete(one);
        }
    }

    /** Tidies up after what went wrong: it, not this, is to be told. */
    static void deleteQuietly(Path path) {
        try {
            delete(path);
        } catch (IOException e) {
            // The next export to this place deletes it.
        }
    }

    /** One line that says which path, why, and what to do. */
    static Failure failure(Path path, IOException cause) {
        return new Failure(
                Blame.ENVIRONMENT,
                "cannot write " + path + ": " + reason(cause) + "; mend the disk or the rights there, then retry",
                cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "no right to " + denied.getFile();
        }
        if (cause instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is in the way";
        }
        if (cause instanceof FileSystemException ofFile && ofFile.getReason() != null) {
            return ofFile.getReason();
        }
        return String.valueOf(cause.getMessage());
    }
}
