package io.segmill.core.editors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the repository's own files, whichever folder a test runs in. */
final class Checkout {
    private static final String STARTER = "orchestration/src/main/resources/io/segmill/orchestration/cli/starter";

    private static final Pattern DEFINITION =
            Pattern.compile("segmill\\.yaml|(sources|segments|exports)/[^./][^/]*\\.yaml");

    private Checkout() {}

    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("data-samples")) && Files.exists(folder.resolve("conf"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not inside the repository");
    }

    static Path schema() {
        return root().resolve("conf/segmill.schema.json");
    }

    static Path starter() {
        return root().resolve(STARTER);
    }

    /** The folders with a project's files that people look at as samples. */
    static List<Path> sampleProjects() {
        return List.of(root().resolve("conf"), root().resolve("data-samples/tpcds/conf"), starter());
    }

    /** All files of a project that the schema is for, in the order of their names. */
    static List<Path> definitions(Path project) {
        try (Stream<Path> files = Files.walk(project, 2)) {
            return files.filter(file -> DEFINITION
                            .matcher(project.relativize(file).toString())
                            .matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
