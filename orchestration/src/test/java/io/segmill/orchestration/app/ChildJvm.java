package io.segmill.orchestration.app;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How a test starts JVMs of its own, which it may kill. Most of what such a JVM does is to load classes: from the third
 * on they take them from an archive, which a whole night of its own leaves behind meanwhile.
 */
public final class ChildJvm {
    private static final int PAYS_FROM = 3;
    private static final AtomicInteger STARTED = new AtomicInteger();

    private ChildJvm() {}

    /** The system's command for a class of ours. */
    public static List<String> line(Class<?> main, String... arguments) {
        if (STARTED.incrementAndGet() == PAYS_FROM) {
            Archive.MADE.begun();
        }
        return uncounted(main, arguments);
    }

    private static List<String> uncounted(Class<?> main, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // Who lives for seconds gains nothing from the second compiler.
        line.add("-XX:TieredStopAtLevel=1");
        if (Files.exists(Archive.MADE.file)) {
            line.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-XX:SharedArchiveFile=" + Archive.MADE.file));
        }
        line.addAll(List.of("-cp", Archive.MADE.classPath, main.getName()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Begins with the archive: for those who will start many, and have other things to do until then. */
    public static void beginArchive() {
        Archive.MADE.begun();
    }

    /** Waits for the archive, which users have from their first run on: for those who say how long a command may take. */
    public static void awaitArchive() {
        Archive.MADE.begun().join();
    }

    /** The JVM archives classes of jars only, so that ours are put into one. */
    private static final class Archive {
        private static final Archive MADE = new Archive();

        private final Path folder;
        private final Path file;
        private final String classPath;
        private CompletableFuture<Void> making;

        private Archive() {
            try {
                folder = Files.createTempDirectory("segmill-children");
                file = folder.resolve("classes.jsa");
                Set<String> jars = new LinkedHashSet<>();
                List<Path> ours = new ArrayList<>();
                Arrays.stream(System.getProperty("java.class.path").split("[\n" + File.pathSeparator + "]"))
                        .forEach(part -> {
                            if (Files.isDirectory(Path.of(part))) {
                                ours.add(Path.of(part));
                            } else {
                                jars.add(part);
                            }
                        });
                Path jar = folder.resolve("ours.jar");
                pack(ours, jar);
                classPath = jar + File.pathSeparator + String.join(File.pathSeparator, jars);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        }

        /** What comes first on the class path wins, as there. */
        private static void pack(List<Path> folders, Path jar) throws IOException {
            Set<String> packed = new LinkedHashSet<>();
            try (OutputStream out = Files.newOutputStream(jar);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Path folder : folders) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        for (Path file : files.skip(1).toList()) {
                            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                            boolean isFolder = Files.isDirectory(file);
                            if (packed.add(name)) {
                                // Who looks for the files of a folder, looks for the folder first.
                                zip.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
                                if (!isFolder) {
                                    Files.copy(file, zip);
                                }
                            }
                        }
                    }
                }
            }
        }

        private synchronized CompletableFuture<Void> begun() {
            if (making == null) {
                making = start();
            }
            return making;
        }

        private CompletableFuture<Void> start() {
            Path project = folder.resolve("bookshop");
            Path unfinished = folder.resolve("unfinished.jsa");
            List<String> night = uncounted(Main.class, "--project", project.toString(), "run");
            night.add(1, "-XX:ArchiveClassesAtExit=" + unfinished);
            night.add(1, "-Xlog:disable");
            return CompletableFuture.runAsync(() -> {
                try {
                    if (quiet(uncounted(Main.class, "init", project.toString())) == 0 && quiet(night) == 0) {
                        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private static int quiet(List<String> line) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread end = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(end);
            return process.waitFor();
        }

        private void remove() {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException | UncheckedIOException e) {
                // What a child still writes stays in the system's folder for what may go.
                return;
            }
        }
    }
}
