package io.segmill.orchestration.history;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.jobs.session.SparkFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The lock on a warehouse's lock file. The operating system lets go of it when the process dies. */
final class FileHold implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /**
     * The files that this process itself has locked. They must not be opened again: POSIX drops all locks of a process
     * on a file as soon as it closes any handle of that file.
     */
    private static final Map<Path, LockHolder> HERE = new ConcurrentHashMap<>();

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;
    private final Object identity;

    private FileHold(Path path, FileChannel channel, FileLock lock, Object identity) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.identity = identity;
    }

    static FileHold take(Path folder, ProjectLock.Right right, LockHolder holder) {
        try {
            Files.createDirectories(folder);
            Path path = folder.toRealPath().resolve(right.file());
            LockHolder here = HERE.putIfAbsent(path, holder);
            if (here != null) {
                throw right.busy(here.toString());
            }
            boolean taken = false;
            try {
                FileHold hold = lock(path, right, holder);
                taken = true;
                return hold;
            } finally {
                if (!taken) {
                    HERE.remove(path);
                }
            }
        } catch (IOException e) {
            throw new Failure(
                    Blame.ENVIRONMENT,
                    "the warehouse " + folder + " cannot be written: " + SparkFailures.message(e),
                    e);
        }
    }

    /** Whether it is still this file that others would have to lock. */
    boolean stillHeld() {
        try {
            return lock.isValid() && identity.equals(identity(path));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go. The file stays: to delete it would let two processes lock two files of one name. */
    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HERE.remove(path);
        }
    }

    private static FileHold lock(Path path, ProjectLock.Right right, LockHolder holder) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                throw right.busy(holder(channel).map(LockHolder::toString).orElse("its process has just begun"));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.fileText().getBytes(StandardCharsets.UTF_8)), 0);
            channel.force(true);
            return new FileHold(path, channel, lock, identity(path));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /** Who has the lock, which they say in the file right after they took it: until then it names whoever was before. */
    private static Optional<LockHolder> holder(FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<LockHolder> named = named(channel);
        while (named.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            named = named(channel);
        }
        return named;
    }

    private static Optional<LockHolder> named(FileChannel channel) throws IOException {
        return LockHolder.parse(read(channel)).filter(LockHolder::mayLive);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
