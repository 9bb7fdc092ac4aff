package io.segmill.orchestration.batch;

import io.segmill.core.problem.Failure;
import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether the disk of a local warehouse has room for a run: that there is little is told in a sentence before the run
 * begins, or ends it while there is room for its records, instead of letting writes fail half way.
 *
 * @param warehouse a local folder's absolute path, or a URI, of which nothing is known
 */
record FreeSpace(String warehouse) {
    private static final long MEGABYTE = 1 << 20;
    private static final long FLOOR = 200 * MEGABYTE;

    /** On a disk below two gigabytes the floor would be much. */
    private static final long SHARE_OF_A_SMALL_DISK = 10;

    FreeSpace {
        Objects.requireNonNull(warehouse);
    }

    /** @throws Failure if there is too little */
    void require() {
        lack().ifPresent(lack -> {
            throw lack;
        });
    }

    /** The failure to report if there is too little; the free bytes are those that this user may have. */
    Optional<Failure> lack() {
        if (!warehouse.startsWith("/")) {
            return Optional.empty();
        }
        File disk = existing(Path.of(warehouse));
        long floor = Math.min(FLOOR, disk.getTotalSpace() / SHARE_OF_A_SMALL_DISK);
        long free = disk.getUsableSpace();
        return free >= floor
                ? Optional.empty()
                : Optional.of(new Failure(
                        Failure.Blame.ENVIRONMENT,
                        "the disk of the warehouse " + warehouse + " has " + free / MEGABYTE
                                + " MB left, less than the "
                                + (floor + MEGABYTE - 1) / MEGABYTE + " MB that a run needs"
                                + "\nmake room, then start again; a run that was stopped goes on by `segmill retry`"));
    }

    /** The folder, or the one in which it will be made. */
    private static File existing(Path folder) {
        for (Path there = folder; there.getParent() != null; there = there.getParent()) {
            if (there.toFile().exists()) {
                return there.toFile();
            }
        }
        return folder.getRoot().toFile();
    }
}
