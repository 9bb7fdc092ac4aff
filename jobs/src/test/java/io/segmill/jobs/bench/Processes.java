package io.segmill.jobs.bench;

import io.segmill.jobs.bench.data.BenchData;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * JVMs of their own, with the options of this one: a heap of the size that was asked for and, as {@code ./segmill} has
 * it, an archive of classes.
 */
final class Processes {
    private final Options options;
    private final String classPath;
    private final Path log;
    private final Path archive;
    private boolean isArchived;

    Processes(Options options) {
        this.options = options;
        this.log = options.work().resolve("process.log");
        this.archive = options.work().resolve("classes.jsa");
        this.classPath = jars(options.work().resolve("classes"));
    }

    /** An archive of classes wants jars. */
    private static String jars(Path folder) {
        BenchData.clear(folder);
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.isDirectory(Path.of(entry))) {
                Path jar = folder.resolve(entries.size() + ".jar");
                jar(Path.of(entry), jar);
                entries.add(jar.toString());
            } else {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void jar(Path classes, Path jar) {
        try {
            Files.createDirectories(jar.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int exit = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (exit != 0) {
            throw new IllegalStateException(jar + " could not be made");
        }
    }

    /** What became of a process. @param seconds from its start to its end */
    record Ended(double seconds, boolean isGood, String why) {}

    /** Runs it, with the archive of classes once there is one: it fits the jars of this process only. */
    Ended run(Class<?> main, Job job) {
        return run(main, job, isArchived ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto");
    }

    /** Runs it without being timed, and keeps the classes that it loads, as the first run of {@code ./segmill} does. */
    void archiveOnce(Class<?> main, Job job) {
        if (!isArchived) {
            run(main, job, "-XX:ArchiveClassesAtExit=" + archive);
            isArchived = true;
        }
    }

    private Ended run(Class<?> main, Job job, String classes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Xmx"))
                .forEach(command::add);
        command.add("-Xmx" + options.heap());
        command.add("-Xlog:disable");
        command.add("-Xlog:all=off");
        command.add(classes);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(job.arguments(options));
        try {
            BenchData.clear(job.into());
            Files.createDirectories(job.into());
            Files.deleteIfExists(job.told());
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                boolean isOver = process.waitFor((long) Math.ceil(options.limit()), TimeUnit.SECONDS);
                double seconds = (System.nanoTime() - start) / 1e9;
                if (!isOver) {
                    return new Ended(seconds, false, String.format("ended after %.0f s", seconds));
                }
                return new Ended(seconds, process.exitValue() == 0, process.exitValue() == 0 ? "" : lastWords());
            } finally {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String lastWords() throws IOException {
        String said = Files.readAllLines(log).stream()
                .filter(line -> !line.startsWith("\t") && !line.isBlank())
                .limit(3)
                .collect(Collectors.joining(" / "));
        return said.contains("OutOfMemoryError") ? "out of memory" : "failed: " + said.replace('\t', ' ');
    }
}
