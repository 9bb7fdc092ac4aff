package io.segmill.jobs.export;

import java.util.List;
import java.util.Objects;

/**
 * What was written.
 *
 * @param guardedCells texts that got a leading {@code '}
 */
public record WrittenExtract(List<WrittenFile> files, long guardedCells) {
    public WrittenExtract {
        files = List.copyOf(files);
    }

    /** In all files, headers left out. */
    public long rows() {
        return files.stream().mapToLong(WrittenFile::rows).sum();
    }

    /**
     * One file.
     *
     * @param name without folder
     * @param rows the header left out
     * @param bytes as it lies on disk, packed if it is packed
     * @param sha256 of those bytes, in lower-case hex
     */
    public record WrittenFile(String name, long rows, long bytes, String sha256) {
        public WrittenFile {
            Objects.requireNonNull(name);
            Objects.requireNonNull(sha256);
        }
    }
}
