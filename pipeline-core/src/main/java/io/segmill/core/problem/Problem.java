package io.segmill.core.problem;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One thing in the project's files that a person must or should mend.
 *
 * @param what what is wrong, a sentence without a full stop; never holds a value taken from the environment
 * @param fix how to mend it, likewise
 */
public record Problem(Severity severity, Code code, SourceLocation location, String what, String fix)
        implements Comparable<Problem> {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int LONGEST = 1_500;
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::location)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::code)
            .thenComparing(Problem::what);

    public Problem {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(code);
        Objects.requireNonNull(location);
        if (what.isBlank() || fix.isBlank()) {
            throw new IllegalArgumentException("a problem says what is wrong and how to mend it: " + code);
        }
        what = visible(what);
        fix = visible(fix);
    }

    /**
     * Names from files may hold what moves a terminal's cursor, what nobody sees (two names then look alike in the
     * message too), and more than anybody reads.
     */
    private static String visible(String text) {
        String seen = INVISIBLE.matcher(CONTROL.matcher(text).replaceAll(" ")).replaceAll("\uFFFD");
        return seen.codePointCount(0, seen.length()) <= LONGEST
                ? seen
                : seen.substring(0, seen.offsetByCodePoints(0, LONGEST)) + "…";
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
