package io.segmill.core.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name a person probably meant, by Damerau–Levenshtein distance (adjacent letters swapped count as one). */
public final class NearestName {
    private NearestName() {}

    /** The nearest of the names if it is near enough to be a slip of the fingers. */
    public static Optional<String> of(String written, Collection<String> names) {
        // In a word of three letters two slips leave nothing to know it by.
        int tolerated = written.length() <= 3 ? 1 : Math.max(2, written.length() / 3);
        return names.stream()
                .filter(name -> !name.isEmpty())
                .sorted()
                .min(Comparator.comparingInt(name -> distance(fold(written), fold(name))))
                .filter(name -> distance(fold(written), fold(name)) <= tolerated);
    }

    /** {@code did you mean 'x'?}, or the names there are, or what to do when there are none. */
    public static String fix(String written, Collection<String> names, String none) {
        return of(written, names)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(() -> names.isEmpty() ? none : "one of: " + shortened(names));
    }

    private static String shortened(Collection<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.naturalOrder());
        int shown = 20;
        String listed = String.join(", ", sorted.subList(0, Math.min(shown, sorted.size())));
        return sorted.size() > shown ? listed + ", … (" + sorted.size() + " in all)" : listed;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= right.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            for (int j = 1; j <= right.length(); j++) {
                int replace = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + replace);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
