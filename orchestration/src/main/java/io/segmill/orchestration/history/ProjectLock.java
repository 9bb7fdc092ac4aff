package io.segmill.orchestration.history;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.project.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to write a warehouse, which one process has at a time. It ends with its process, however that ends, so that
 * nothing is left over to clear away.
 */
public final class ProjectLock implements AutoCloseable {
    private final LockHolder holder;
    private final Optional<FileHold> file;
    private final Optional<AdvisoryHold> advisory;

    private ProjectLock(LockHolder holder, Optional<FileHold> file, Optional<AdvisoryHold> advisory) {
        this.holder = holder;
        this.file = file;
        this.advisory = advisory;
    }

    /**
     * Takes the lock: of a local warehouse by a file in it, and with PostgreSQL by an advisory lock too.
     *
     * @throws Failure {@link Blame#BUSY} with the name of the holder if another process, or another part of this one,
     *     has it
     */
    public static ProjectLock take(Settings settings, LockHolder holder) {
        Optional<FileHold> file = localFolder(settings.warehouse()).map(folder -> FileHold.take(folder, holder));
        try {
            Optional<AdvisoryHold> advisory = settings.history().isPostgreSql()
                    ? Optional.of(AdvisoryHold.take(settings.history(), settings.warehouse(), holder))
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

    static Failure busy(String holder) {
        return new Failure(Blame.BUSY, "another run holds the project: " + holder + "\nwait until it ends");
    }

    private static Optional<Path> localFolder(String warehouse) {
        if (warehouse.startsWith("file:")) {
            return Optional.of(Path.of(URI.create(warehouse).getPath()));
        }
        return warehouse.startsWith("/") ? Optional.of(Path.of(warehouse)) : Optional.empty();
    }
}
