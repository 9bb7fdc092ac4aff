package io.segmill.core.problem;

import java.util.Comparator;

/**
 * A place in one of the project's files.
 *
 * @param file path relative to the project folder, with forward slashes
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1, counted in characters as people see them (code points); 0 when the whole file is meant
 */
public record SourceLocation(String file, int line, int column) implements Comparable<SourceLocation> {
    private static final Comparator<SourceLocation> ORDER = Comparator.comparing(SourceLocation::file)
            .thenComparingInt(SourceLocation::line)
            .thenComparingInt(SourceLocation::column);

    public SourceLocation {
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("negative position in " + file);
        }
    }

    /** The file as a whole, for problems that no line carries. */
    public static SourceLocation wholeFile(String file) {
        return new SourceLocation(file, 0, 0);
    }

    @Override
    public int compareTo(SourceLocation other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}; a whole file is its line 1, column 1, so that editors can jump to it. */
    @Override
    public String toString() {
        return file + ":" + Math.max(line, 1) + ":" + Math.max(column, 1);
    }
}
