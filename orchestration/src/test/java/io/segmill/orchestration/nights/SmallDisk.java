package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A disk of 64 MB, which only root can make; without root a test that needs it is skipped, but never in CI. */
final class SmallDisk implements AutoCloseable {
    private static final long MEGABYTE = 1 << 20;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Mounts it on that folder, which is made. */
    static SmallDisk at(Path folder) throws IOException {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        assumeThat(isRoot || "true".equals(System.getenv("CI")))
                .as("root may mount a disk")
                .isTrue();
        Files.createDirectories(folder);
        assertThat(told("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder.toString()))
                .isEmpty();
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Fills it with what is no part of the project until so many megabytes are left. */
    void leave(int megabytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] some = new byte[Math.toIntExact(MEGABYTE / 4)];
            while (folder.toFile().getUsableSpace() > megabytes * MEGABYTE) {
                out.write(some);
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    /** Hadoop leaves a file open whose last bytes found no room on a full disk, until it is collected. */
    void turnReadOnly() throws IOException {
        for (int tries = 0; tries < 20 && !remounted("ro").isEmpty(); tries++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        assertThat(remounted("ro")).isEmpty();
    }

    void turnWritable() throws IOException {
        assertThat(remounted("rw")).isEmpty();
    }

    /** @return what is in the way */
    private String remounted(String access) throws IOException {
        return told("mount", "-o", "remount," + access, folder.toString());
    }

    @Override
    public void close() throws IOException {
        // Whoever still has a file of it open must not keep it mounted.
        assertThat(told("umount", "-l", folder.toString())).isEmpty();
    }

    /** @return what a command has to say, nothing if it succeeded */
    private static String told(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes());
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return process.exitValue() == 0 ? "" : told + "exit code " + process.exitValue();
    }
}
