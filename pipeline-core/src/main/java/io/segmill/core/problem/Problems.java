package io.segmill.core.problem;

import java.util.List;
import java.util.TreeSet;

/** Collects the problems of a project while it is read and checked, so that all of them are reported in one go. */
public final class Problems {
    private final TreeSet<Problem> found = new TreeSet<>();

    public void error(Code code, SourceLocation location, String what, String fix) {
        found.add(new Problem(Severity.ERROR, code, location, what, fix));
    }

    public void warning(Code code, SourceLocation location, String what, String fix) {
        found.add(new Problem(Severity.WARNING, code, location, what, fix));
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** How many errors there are, for callers that must know whether a part of the work added one. */
    public long errors() {
        return found.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
    }

    /** In the order of the files, lines and columns. */
    public List<Problem> all() {
        return List.copyOf(found);
    }
}
