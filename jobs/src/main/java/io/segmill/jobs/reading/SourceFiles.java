package io.segmill.jobs.reading;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.NearestName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds a source's files on any file system: one file, a folder's files, or those that a glob matches. Folders inside
 * are not looked into, and files whose names begin with {@code .} or {@code _} are left out unless named.
 */
public final class SourceFiles {
    private static final int SHOWN = 3;

    private final String written;
    private final Path path;
    private final FileSystem system;

    private SourceFiles(String written, FileSystem system) {
        this.written = written;
        this.path = new Path(written);
        this.system = system;
    }

    /**
     * In the order in which their rows win: by modification time, then path, the last one wins.
     *
     * @throws Failure if there is none
     */
    public static List<FoundFile> find(String path, Configuration configuration) {
        try {
            return new SourceFiles(path, new Path(path).getFileSystem(configuration)).find();
        } catch (IOException e) {
            throw new Failure(Failure.Blame.DATA, path + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** As people write it: a local path without scheme. */
    static String name(Path path) {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }

    private List<FoundFile> find() throws IOException {
        List<FileStatus> matches = matches();
        if (matches.isEmpty()) {
            throw new Failure(
                    Failure.Blame.DATA, "no file matches " + written + ": expected at least one, but " + around());
        }
        return matches.stream()
                .map(status -> new FoundFile(
                        name(status.getPath()),
                        status.getPath().toString(),
                        status.getLen(),
                        Instant.ofEpochMilli(status.getModificationTime())))
                .sorted(Comparator.comparing(FoundFile::modified).thenComparing(FoundFile::name))
                .toList();
    }

    private List<FileStatus> matches() throws IOException {
        try {
            FileStatus itself = system.getFileStatus(path);
            return itself.isFile() ? List.of(itself) : visibleFiles(system.listStatus(path));
        } catch (FileNotFoundException notLiterally) {
            FileStatus[] matches = system.globStatus(path);
            return matches == null ? List.of() : visibleFiles(matches);
        }
    }

    private static List<FileStatus> visibleFiles(FileStatus[] found) {
        return Arrays.stream(found)
                .filter(FileStatus::isFile)
                .filter(status -> !status.getPath().getName().startsWith(".")
                        && !status.getPath().getName().startsWith("_"))
                .toList();
    }

    /** What there is instead, where the files were expected. */
    private String around() throws IOException {
        Path folder = system.exists(path) ? path : firstFolderWithoutWildcards();
        if (!system.exists(folder)) {
            return "the folder " + name(folder) + " does not exist";
        }
        List<String> others = new ArrayList<>(visibleFiles(system.listStatus(folder)).stream()
                .map(status -> status.getPath().getName())
                .sorted()
                .toList());
        if (others.isEmpty()) {
            return "the folder " + name(folder) + " has no files";
        }
        String shown = String.join(", ", others.subList(0, Math.min(SHOWN, others.size())));
        String found = "the folder " + name(folder) + " has "
                + (others.size() == 1 ? "1 other file: " : others.size() + " other files, e.g. ") + shown;
        return NearestName.of(path.getName(), others)
                .map(near -> found + "; did you mean '" + near + "'?")
                .orElse(found);
    }

    private Path firstFolderWithoutWildcards() {
        Path folder = path.getParent();
        while (folder.getParent() != null && folder.toString().matches(".*[*?\\[{].*")) {
            folder = folder.getParent();
        }
        return folder;
    }
}
