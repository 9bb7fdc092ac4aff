package io.segmill.orchestration.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a project, and whether any of them changed since somebody asked. */
public final class ProjectFiles {
    private static final List<String> FOLDERS = List.of("sources", "segments", "exports");

    private final Path folder;
    private Map<String, State> known;

    private record State(long size, Instant modified) {}

    public ProjectFiles(Path folder) {
        this.folder = folder;
        this.known = now();
    }

    /** Whether a file came, went, or has another size or time than when this was asked last. */
    public boolean haveChanged() {
        Map<String, State> now = now();
        boolean changed = !now.equals(known);
        known = now;
        return changed;
    }

    private Map<String, State> now() {
        Map<String, State> found = new TreeMap<>();
        look(folder.resolve("segmill.yaml"), found);
        FOLDERS.forEach(name -> look(folder.resolve(name), found));
        return found;
    }

    private static void look(Path place, Map<String, State> found) {
        try {
            Files.walkFileTree(place, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 1, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        found.put(
                                file.toString(),
                                new State(
                                        attributes.size(),
                                        attributes.lastModifiedTime().toInstant()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // Gone between two looks, or a folder that the project does not have.
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
