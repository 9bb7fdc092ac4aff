package io.segmill.jobs.session;

import io.segmill.core.project.Settings.SparkSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/** Spark's settings for a process that answers one question. */
final class ReadingSettings {
    /** Up to here queries end sooner than they would be compiled; chosen well below where it turns. */
    private static final long INTERPRETED_BYTES = 8L << 20;

    private static final Map<String, String> INTERPRETED =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private ReadingSettings() {}

    /** As the project has them, and queries interpreted where the sources' tables in a local warehouse are small. */
    static SparkSettings of(SparkSettings settings, String warehouse) {
        Map<String, String> conf = new HashMap<>();
        if (isSmall(warehouse)) {
            conf.putAll(INTERPRETED);
        }
        conf.putAll(settings.conf());
        return new SparkSettings(settings.master(), conf);
    }

    private static boolean isSmall(String warehouse) {
        Path sources = Path.of(warehouse, "sources");
        if (!warehouse.startsWith("/") || !Files.isDirectory(sources)) {
            return false;
        }
        try {
            Sum sum = new Sum();
            Files.walkFileTree(sources, sum);
            return sum.bytes <= INTERPRETED_BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all files, until it is known that they are not small. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return bytes <= INTERPRETED_BYTES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
