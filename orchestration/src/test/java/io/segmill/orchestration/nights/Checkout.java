package io.segmill.orchestration.nights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the repository's own files from a test, whichever module's folder the test runs in, and copies them. */
final class Checkout {
    private Checkout() {}

    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("data-samples")) && Files.exists(folder.resolve("conf"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not inside the repository");
    }

    /** Copies the sample project and its data. @return the copy's {@code conf} folder */
    static Path copySample(Path to) {
        copy(root().resolve("conf"), to.resolve("conf"));
        copy(root().resolve("data-samples/retail"), to.resolve("data-samples/retail"));
        return to.resolve("conf");
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    Files.setLastModifiedTime(target, Files.getLastModifiedTime(file));
                }
            }
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
