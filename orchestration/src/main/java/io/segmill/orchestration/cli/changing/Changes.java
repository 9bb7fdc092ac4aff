package io.segmill.orchestration.cli.changing;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.orchestration.cli.SegmillCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Changes of a project's files that are kept together or not at all: checked as a whole first, each then written beside
 * its file and renamed.
 */
final class Changes {
    private final SegmillCommand segmill;
    private final Map<String, Optional<byte[]>> before = new TreeMap<>();
    private final Map<String, Optional<byte[]>> after = new TreeMap<>();
    private final Set<String> touched = new TreeSet<>();

    Changes(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    static String segmentFile(String id) {
        return "segments/" + id + ".yaml";
    }

    static String exportFile(String id) {
        return "exports/" + id + ".yaml";
    }

    private Path path(String file) {
        return segmill.projectFolder().resolve(file);
    }

    /** What a file holds, with the changes so far; empty if there is none. */
    Optional<byte[]> content(String file) {
        if (!after.containsKey(file)) {
            Optional<byte[]> found = read(file);
            before.put(file, found);
            after.put(file, found);
        }
        return after.get(file);
    }

    private Optional<byte[]> read(String file) {
        if (!Files.exists(path(file), LinkOption.NOFOLLOW_LINKS)) {
            // A name that is too long for any file too: the check of ids tells of it.
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(path(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    private Failure cannot(String what, String file, IOException e) {
        return new Failure(
                Failure.Blame.ENVIRONMENT,
                path(file) + " cannot be " + (what.equals("read") ? "read" : "written") + ": "
                        + e.getClass().getSimpleName() + " " + e.getMessage(),
                e);
    }

    /** Changes the text of a file that is there. */
    void edit(String file, UnaryOperator<String> change) {
        String text = new String(content(file).orElseThrow(), StandardCharsets.UTF_8);
        try {
            put(file, change.apply(text).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Failure.Blame.USER,
                    path(file) + " is written in a way that no command can change: " + e.getMessage()
                            + "\nfix: change it in an editor",
                    e);
        }
    }

    /** A segment's name as its file has it: what comes from the environment is copied nowhere. */
    String name(Segment segment) {
        String text = new String(content(segmentFile(segment.id())).orElseThrow(), StandardCharsets.UTF_8);
        return YamlEdit.scalar(text, "name").orElse(segment.name());
    }

    void put(String file, byte[] content) {
        content(file);
        touched.add(file);
        after.put(file, Optional.of(content));
    }

    void delete(String file) {
        content(file);
        touched.add(file);
        after.put(file, Optional.empty());
    }

    private boolean isChanged(String file) {
        return !Arrays.equals(before.get(file).orElse(null), after.get(file).orElse(null));
    }

    /**
     * Checks the project with all changes and then makes them; says which files changed.
     *
     * @return the project as it is now
     */
    CheckedProject make() {
        CheckedProject project = segmill.projectWith(after);
        after.keySet().stream().filter(this::isChanged).forEach(this::checkSame);
        // What a command answers as a document stands alone.
        PrintWriter told =
                segmill.isJson() ? segmill.terminal().err() : segmill.terminal().out();
        touched.forEach(file -> {
            Optional<byte[]> content = after.get(file);
            if (!isChanged(file)) {
                told.println(file + ": nothing to change");
            } else if (content.isPresent()) {
                write(file, content.get());
                told.println(file + ": " + (before.get(file).isPresent() ? "changed" : "created"));
            } else {
                remove(file);
                told.println(file + ": deleted");
            }
        });
        return project;
    }

    /** Somebody else may have written the file in between. */
    private void checkSame(String file) {
        if (!Arrays.equals(read(file).orElse(null), before.get(file).orElse(null))) {
            throw new Failure(
                    Failure.Blame.USER, path(file) + " was changed in between; nothing was written\nfix: try again");
        }
    }

    private void write(String file, byte[] content) {
        try {
            Path target = Files.exists(path(file)) ? path(file).toRealPath() : path(file);
            Files.createDirectories(target.toAbsolutePath().getParent());
            Path beside = Files.createTempFile(target.toAbsolutePath().getParent(), ".", ".tmp");
            try {
                Files.write(beside, content);
                if (Files.exists(target) && Files.getFileAttributeView(beside, PosixFileAttributeView.class) != null) {
                    Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
                } else if (Files.getFileAttributeView(beside, PosixFileAttributeView.class) != null) {
                    Files.setPosixFilePermissions(
                            beside,
                            Files.getPosixFilePermissions(path("segmill.yaml").toRealPath()));
                }
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw cannot("write", file, e);
        }
    }

    private void remove(String file) {
        try {
            Files.delete(path(file));
        } catch (IOException e) {
            throw cannot("write", file, e);
        }
    }
}
