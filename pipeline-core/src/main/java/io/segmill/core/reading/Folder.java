package io.segmill.core.reading;

import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the project's three folders of definitions. */
enum Folder {
    SOURCES("sources", "[A-Za-z0-9_]{1,64}", "letters, digits and _, at most 64"),
    SEGMENTS(
            "segments",
            "[a-z0-9][a-z0-9-]{0,63}",
            "lower-case letters, digits and hyphens, first a letter or digit, at most 64"),
    EXPORTS(
            "exports",
            "[a-z0-9][a-z0-9-]{0,63}",
            "lower-case letters, digits and hyphens, first a letter or digit, at most 64");

    private static final String ENDING = ".yaml";
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final String folder;
    private final Pattern id;
    private final String rule;

    Folder(String folder, String id, String rule) {
        this.folder = folder;
        this.id = Pattern.compile(id);
        this.rule = rule;
    }

    boolean isId(String name) {
        return id.matcher(name).matches();
    }

    String file(String name) {
        return folder + "/" + name + ENDING;
    }

    /** The definitions' files by id; what looks like a definition and is none is told. */
    Map<String, Path> files(Path project, Problems problems) {
        Map<String, Path> files = new TreeMap<>();
        Path here = project.resolve(folder);
        if (!Files.exists(here)) {
            return files;
        }
        if (leadsOutside(project, here, folder, problems)) {
            return files;
        }
        for (Path path : listed(here, problems)) {
            String name = path.getFileName().toString();
            if (name.startsWith(".") || (Files.isDirectory(path) && !name.endsWith(ENDING))) {
                continue;
            }
            String shown = folder + "/" + INVISIBLE.matcher(name).replaceAll("\uFFFD");
            if (Files.isDirectory(path)) {
                problems.warning(
                        Code.IGNORED_FILE,
                        SourceLocation.wholeFile(shown),
                        "this is a folder, and only files are read",
                        "move what is meant out of it, or take the ending off its name");
            } else if (name.endsWith(ENDING) && INVISIBLE.matcher(name).find()) {
                problems.error(
                        Code.FILE_NAME,
                        SourceLocation.wholeFile(shown),
                        "the file's name has invisible characters",
                        "rename the file: " + rule);
            } else if (name.endsWith(ENDING) && Files.exists(path) && !Files.isRegularFile(path)) {
                problems.error(
                        Code.FILE_UNREADABLE,
                        SourceLocation.wholeFile(shown),
                        "this is a pipe or a device, not a file",
                        "put a file in its place");
            } else if (name.endsWith(".yml")) {
                problems.warning(
                        Code.IGNORED_FILE,
                        SourceLocation.wholeFile(shown),
                        "the file is not read: its name ends with .yml",
                        "rename it to " + name.substring(0, name.length() - ".yml".length()) + ENDING);
            } else if (name.endsWith(ENDING) && !leadsOutside(project, path, shown, problems)) {
                String written = name.substring(0, name.length() - ENDING.length());
                checkId(written, problems);
                files.put(written, path);
            }
        }
        return files;
    }

    /** The id of a file by its name relative to the project; empty if it is in another folder. */
    Optional<String> id(String file) {
        return file.startsWith(folder + "/") && file.endsWith(ENDING)
                ? Optional.of(file.substring(folder.length() + 1, file.length() - ENDING.length()))
                : Optional.empty();
    }

    void checkId(String id, Problems problems) {
        if (!isId(id)) {
            problems.error(
                    Code.FILE_NAME,
                    SourceLocation.wholeFile(file(id)),
                    "'" + id + "' cannot be an id in " + folder + "/",
                    "rename the file: " + rule);
        }
    }

    private List<Path> listed(Path here, Problems problems) {
        try (Stream<Path> paths = Files.list(here)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            problems.error(
                    Code.FILE_UNREADABLE,
                    SourceLocation.wholeFile(folder),
                    "the folder cannot be read",
                    "give yourself the right to read it; it must be a folder");
            return List.of();
        }
    }

    private static boolean leadsOutside(Path project, Path path, String shown, Problems problems) {
        Optional<Path> real = real(path);
        if (real.isEmpty() || real(project).filter(real.get()::startsWith).isPresent()) {
            return false;
        }
        problems.error(
                Code.FILE_NAME,
                SourceLocation.wholeFile(shown),
                "a link that leads out of the project folder is not followed",
                "copy what it points to into the project");
        return true;
    }

    /** Empty for a link that leads nowhere; reading it tells so. */
    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
