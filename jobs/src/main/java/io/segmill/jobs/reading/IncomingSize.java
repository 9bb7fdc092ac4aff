package io.segmill.jobs.reading;

import io.segmill.core.problem.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** How much there may be to load, before Spark is there to ask. */
public final class IncomingSize {
    private IncomingSize() {}

    /**
     * The bytes of all files on those paths of sources; of what is missing or cannot be read the load tells.
     *
     * @return {@link Long#MAX_VALUE} if some of them lie elsewhere than on this machine
     */
    public static long of(Collection<String> paths) {
        boolean isLocal = paths.stream().allMatch(path -> path.startsWith("/"));
        return isLocal ? paths.stream().mapToLong(IncomingSize::bytes).sum() : Long.MAX_VALUE;
    }

    /** Of a folder with all that is in it, or of the files that a glob matches. */
    private static long bytes(String path) {
        if (!Files.isDirectory(Path.of(path))) {
            try {
                return SourceFiles.find(path, new Configuration(false)).stream()
                        .mapToLong(FoundFile::size)
                        .sum();
            } catch (Failure missing) {
                return 0;
            }
        }
        try (Stream<Path> files = Files.walk(Path.of(path))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException unreadable) {
            return 0;
        }
    }
}
