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

/** Spark's settings by how much data there is: with little, most of the time goes into the compilation of queries. */
final class QuerySettings {
    /** Up to here queries end sooner than they would be compiled; chosen well below where it turns. */
    private static final long INTERPRETED_BYTES = 8L << 20;

    private static final Map<String, String> INTERPRETED =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private QuerySettings() {}

    /** For a process that reads a warehouse: queries are interpreted where it is local and its sources' tables are small. */
    static SparkSettings forReading(SparkSettings settings, String warehouse) {
        boolean isThere = warehouse.startsWith("/") && Files.isDirectory(Path.of(warehouse, "sources"));
        return isThere ? forWriting(settings, warehouse, 0) : settings;
    }

    /**
     * Likewise for a process that writes.
     *
     * @param incoming bytes of the files that may be loaded
     */
    static SparkSettings forWriting(SparkSettings settings, String warehouse, long incoming) {
        if (!warehouse.startsWith("/") || incoming > INTERPRETED_BYTES || !isSmall(warehouse, incoming)) {
            return settings;
        }
        Map<String, String> conf = new HashMap<>(INTERPRETED);
        conf.putAll(settings.conf());
        return new SparkSettings(settings.master(), conf);
    }

    private static boolean isSmall(String warehouse, long incoming) {
        try {
            Sum sum = new Sum(incoming);
            Files.walkFileTree(Path.of(warehouse, "sources"), sum);
            return sum.bytes <= INTERPRETED_BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all files, until it is known that they are not small. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        Sum(long bytes) {
            this.bytes = bytes;
        }

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
