package io.segmill.jobs.export;

import java.util.regex.Pattern;

/** Keeps a spreadsheet from running a text as a formula. */
final class FormulaGuard {
    private static final Pattern PHONE_NUMBER = Pattern.compile("[0-9 +\\-.()]*");

    private FormulaGuard() {}

    /** Whether the text begins, also after spaces, as a formula does, and is not what a phone number may be. */
    static boolean isDue(String text) {
        return beginsLikeFormula(text) && !PHONE_NUMBER.matcher(text).matches();
    }

    /** By hand, as every text of every row is asked. */
    private static boolean beginsLikeFormula(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) == ' ') {
            first++;
        }
        return first < text.length()
                && switch (text.charAt(first)) {
                    case '=', '+', '-', '@', '\t', '\r' -> true;
                    default -> false;
                };
    }

    static String guarded(String text) {
        return "'" + text;
    }
}
