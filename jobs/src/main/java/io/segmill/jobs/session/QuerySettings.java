package io.segmill.jobs.session;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Settings.SparkSettings;
import io.segmill.jobs.reading.SourceFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spark's settings by how much data there is: with little, most of the time goes into the compilation of queries. */
final class QuerySettings {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySettings.class);

    /** Up to here queries end sooner than they would be compiled; chosen well below where it turns. */
    private static final long INTERPRETED_BYTES = 8L << 20;

    private static final Map<String, String> INTERPRETED =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private QuerySettings() {}

    /**
     * As the project has them, and queries interpreted where the data is small.
     *
     * @param warehouse the tables of sources that are there count
     * @param incoming the paths of files that may be loaded
     */
    static SparkSettings of(SparkSettings settings, String warehouse, Collection<String> incoming) {
        Map<String, String> conf = new HashMap<>();
        if (isSmall(warehouse, incoming)) {
            conf.putAll(INTERPRETED);
        }
        conf.putAll(settings.conf());
        return new SparkSettings(settings.master(), conf);
    }

    /** Only what lies on this machine is looked at, and nothing to look at is not small. */
    private static boolean isSmall(String warehouse, Collection<String> incoming) {
        boolean isLocal = warehouse.startsWith("/") && incoming.stream().allMatch(path -> path.startsWith("/"));
        Path tables = Path.of(isLocal ? warehouse : "/", "sources");
        if (!isLocal || incoming.isEmpty() && !Files.isDirectory(tables)) {
            return false;
        }
        try {
            Sum sum = new Sum();
            sum.add(tables);
            for (String path : incoming) {
                sum.add(path);
            }
            return sum.bytes <= INTERPRETED_BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all files, until it is known that they are not small. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        void add(Path folder) throws IOException {
            Files.walkFileTree(folder, this);
        }

        /** Adds a folder with all that is in it, or the files that a glob matches; of what is missing the load tells. */
        void add(String path) throws IOException {
            if (Files.isDirectory(Path.of(path))) {
                add(Path.of(path));
                return;
            }
            try {
                SourceFiles.find(path, new Configuration(false)).forEach(file -> bytes += file.size());
            } catch (Failure missing) {
                LOG.debug("no size", missing);
            }
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
