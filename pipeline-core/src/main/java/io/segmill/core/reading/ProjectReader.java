package io.segmill.core.reading;

import io.segmill.core.definition.ProjectDefinition;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.definition.SettingsDefinition;
import io.segmill.core.definition.SourceDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.reading.yaml.Environment;
import io.segmill.core.reading.yaml.Node;
import io.segmill.core.reading.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a project folder into definitions; what cannot be read is told. */
public final class ProjectReader {
    /** The file that makes a folder a project. */
    public static final String SETTINGS_FILE = "segmill.yaml";

    private final Path folder;
    private final Problems problems;
    private final YamlReader yaml;
    private final Map<String, Optional<byte[]>> drafts;

    public ProjectReader(Path folder, Map<String, String> environment, Problems problems) {
        this(folder, environment, Map.of(), problems);
    }

    /** @param drafts what files shall hold, by their names relative to the folder; nothing where they shall be deleted */
    public ProjectReader(
            Path folder, Map<String, String> environment, Map<String, Optional<byte[]>> drafts, Problems problems) {
        this.folder = folder;
        this.drafts = Map.copyOf(drafts);
        this.problems = problems;
        this.yaml = new YamlReader(new Environment(environment), problems);
    }

    /** Empty, and told, when the folder is no project at all. */
    public Optional<ProjectDefinition> read() {
        if (!Files.isRegularFile(folder.resolve(SETTINGS_FILE))) {
            tellMissing();
            return Optional.empty();
        }
        Optional<SettingsDefinition> settings = node(folder.resolve(SETTINGS_FILE), SETTINGS_FILE)
                .flatMap(node -> new SettingsReader(problems).read(SETTINGS_FILE, node));
        SourceReader sources = new SourceReader(problems);
        ExportReader exports = new ExportReader(problems);
        SortedMap<String, Optional<SourceDefinition>> readSources = all(Folder.SOURCES, sources::read);
        tellAlike(readSources);
        return Optional.of(new ProjectDefinition(
                settings,
                readSources,
                all(Folder.SEGMENTS, new SegmentReader(problems)::read),
                all(Folder.EXPORTS, exports::read)));
    }

    /**
     * Reads one segment's file from anywhere.
     *
     * @return empty, and told, when it cannot be read; its id is the file's name where that can be an id, else {@code
     *     preview}
     */
    public Optional<SegmentDefinition> readSegment(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        String id = Folder.SEGMENTS.isId(name) ? name : "preview";
        String shown = file.toString().replace('\\', '/');
        return node(file, shown).flatMap(node -> new SegmentReader(problems).read(id, shown, node));
    }

    /** Makes a definition of a tree. */
    private interface Definer<T> {
        Optional<T> read(String id, String file, Node node);
    }

    private <T> SortedMap<String, Optional<T>> all(Folder kind, Definer<T> definer) {
        SortedMap<String, Optional<T>> read = new TreeMap<>();
        Map<String, Path> files = kind.files(folder, problems);
        drafts.forEach((file, content) -> kind.id(file).ifPresent(id -> {
            if (content.isEmpty()) {
                files.remove(id);
            } else if (files.put(id, folder.resolve(file)) == null) {
                kind.checkId(id, problems);
            }
        }));
        files.forEach((id, path) -> {
            String file = kind.file(id);
            read.put(id, node(path, file).flatMap(node -> definer.read(id, file, node)));
        });
        return read;
    }

    /** Spark's tables and columns do not tell upper from lower case. */
    private void tellAlike(SortedMap<String, ?> sources) {
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String id : sources.keySet()) {
            String before = seen.putIfAbsent(id, id);
            if (before != null) {
                problems.error(
                        Code.DUPLICATE_NAME,
                        SourceLocation.wholeFile(Folder.SOURCES.file(id)),
                        "the source '" + id + "' differs from '" + before + "' only in upper and lower case",
                        "rename one of the two files");
            }
        }
    }

    private void tellMissing() {
        SourceLocation settings = SourceLocation.wholeFile(SETTINGS_FILE);
        if (!Files.isDirectory(folder)) {
            problems.error(
                    Code.FILE_MISSING,
                    settings,
                    "there is no project folder '" + folder + "'",
                    isProject(above())
                            ? "the project is the folder above: --project " + above()
                            : "name it with --project DIR, or make a new project: segmill init DIR");
            return;
        }
        boolean other = Files.exists(folder.resolve("segmill.yml"));
        problems.error(
                Code.FILE_MISSING,
                settings,
                "the folder '" + folder + "' has no " + SETTINGS_FILE,
                other
                        ? "rename segmill.yml to " + SETTINGS_FILE
                        : "name the project folder with --project DIR, or make a new project: segmill init DIR");
    }

    /** Who stands in a project's folder and names none is taken to mean one below it. */
    private Path above() {
        Path above = folder.getParent();
        return above == null ? Path.of(".") : above;
    }

    private static boolean isProject(Path folder) {
        return Files.isRegularFile(folder.resolve(SETTINGS_FILE));
    }

    /** What is there, or so much of it that its reader sees that it is too much. */
    private static byte[] bytes(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            return file.readNBytes(YamlReader.MOST_BYTES + 1);
        }
    }

    private Optional<Node> node(Path path, String file) {
        Optional<byte[]> draft = drafts.getOrDefault(file, Optional.empty());
        try {
            return yaml.read(file, draft.isPresent() ? draft.get() : bytes(path));
        } catch (NoSuchFileException e) {
            problems.error(
                    Code.FILE_MISSING,
                    SourceLocation.wholeFile(file),
                    "there is no such file",
                    "look for a slip in its name, or for a link that leads nowhere");
        } catch (IOException e) {
            problems.error(
                    Code.FILE_UNREADABLE,
                    SourceLocation.wholeFile(file),
                    "the file cannot be read",
                    "give yourself the right to read it");
        }
        return Optional.empty();
    }
}
