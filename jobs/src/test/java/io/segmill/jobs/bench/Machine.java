package io.segmill.jobs.bench;

import io.delta.tables.DeltaTable;
import io.segmill.jobs.bench.way.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.package$;

/** The machine and the versions that figures belong to. */
final class Machine {
    private Machine() {}

    static Map<String, String> facts(Options options) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores ("
                        + of("/proc/cpuinfo", "model name").orElse("unknown") + "), "
                        + of("/proc/meminfo", "MemTotal")
                                .map(Machine::mebibytes)
                                .map(size -> size / 1024 + " GiB of memory")
                                .orElse("memory unknown")
                        + ", " + System.getProperty("os.name"));
        facts.put(
                "java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + ", -Xmx"
                        + options.heap());
        facts.put("spark", package$.MODULE$.SPARK_VERSION() + ", Delta Lake " + deltaVersion());
        facts.put("duckdb", DuckDb.version() + ", " + options.memory() + " of memory");
        facts.put("threads", String.valueOf(options.threads()));
        facts.put("seed", String.valueOf(options.seed()));
        return facts;
    }

    private static String deltaVersion() {
        String jar = DeltaTable.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return jar.replaceAll(".*-([0-9.]+)\\.jar", "$1");
    }

    private static Optional<String> of(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long mebibytes(String kibibytes) {
        return Long.parseLong(kibibytes.replaceAll("\\D", "")) / 1024;
    }

    /** The most memory that this process ever held, resident; 0 where the system does not tell. */
    static long peakMiB() {
        return of("/proc/self/status", "VmHWM").map(Machine::mebibytes).orElse(0L);
    }
}
