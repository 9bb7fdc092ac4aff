package io.segmill.jobs.profile.tally;

import java.util.Comparator;

/** The order of a column's values, which are all of one class: texts by code point, all others by their own. */
enum ValueOrder implements Comparator<Object> {
    VALUES;

    @Override
    @SuppressWarnings("unchecked")
    public int compare(Object left, Object right) {
        return left instanceof String text
                ? byCodePoint(text, (String) right)
                : ((Comparable<Object>) left).compareTo(right);
    }

    private static int byCodePoint(String left, String right) {
        int both = Math.min(left.length(), right.length());
        for (int i = 0; i < both; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Half of a pair stands for a code point beyond all that are whole.
                return Character.isSurrogate(a) == Character.isSurrogate(b) ? a - b : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return left.length() - right.length();
    }
}
