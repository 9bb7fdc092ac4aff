package io.segmill.orchestration.history;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.project.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to write a warehouse, or to serve its project, which one process has at a time. It ends with its process,
 * however that ends, so that nothing is left over to clear away.
 */
public final class ProjectLock implements AutoCloseable {
    private final LockHolder holder;
    private final Optional<FileHold> file;
    private final Optional<AdvisoryHold> advisory;

    /** What only one process may do. */
    public enum Right {
        WRITE("segmill.lock", "segmill", "another run holds the project: %s\nwait until it ends"),
        SERVE(
                "segmill-serve.lock",
                "segmill serve",
                "another `segmill serve` has the project: %s\nfix: end it first, or leave it at that");

        private final String file;
        private final String key;
        private final String busy;

        Right(String file, String key, String busy) {
            this.file = file;
            this.key = key;
            this.busy = busy;
        }

        String file() {
            return file;
        }

        String key() {
            return key;
        }

        Failure busy(String holder) {
            return new Failure(Blame.BUSY, busy.formatted(holder));
        }
    }

    private ProjectLock(LockHolder holder, Optional<FileHold> file, Optional<AdvisoryHold> advisory) {
        this.holder = holder;
        this.file = file;
        this.advisory = advisory;
    }

    /**
     * Takes the lock for writing: of a local warehouse by a file in it, and with PostgreSQL by an advisory lock too.
     *
     * @throws Failure {@link Blame#BUSY} with the name of the holder if another process, or another part of this one,
     *     has it
     */
    public static ProjectLock take(Settings settings, LockHolder holder) {
        return take(settings, Right.WRITE, holder);
    }

    /** Likewise, for one of the rights. */
    public static ProjectLock take(Settings settings, Right right, LockHolder holder) {
        Optional<FileHold> file = localFolder(settings.warehouse()).map(folder -> FileHold.take(folder, right, holder));
        try {
            Optional<AdvisoryHold> advisory = settings.history().isPostgreSql()
                    ? Optional.of(AdvisoryHold.take(settings.history(), settings.warehouse(), right, holder))
                    : Optional.empty();
            return new ProjectLock(holder, file, advisory);
        } catch (Failure e) {
            file.ifPresent(FileHold::close);
            throw e;
        }
    }

    public LockHolder holder() {
        return holder;
    }

    /** Whether nothing took the lock away since: its file still lies there, its database session still lives. */
    public boolean stillHeld() {
        return file.map(FileHold::stillHeld).orElse(true)
                && advisory.map(AdvisoryHold::stillHeld).orElse(true);
    }

    @Override
    public void close() {
        advisory.ifPresent(AdvisoryHold::close);
        file.ifPresent(FileHold::close);
    }

    private static Optional<Path> localFolder(String warehouse) {
        if (warehouse.startsWith("file:")) {
            return Optional.of(Path.of(URI.create(warehouse).getPath()));
        }
        return warehouse.startsWith("/") ? Optional.of(Path.of(warehouse)) : Optional.empty();
    }
}
