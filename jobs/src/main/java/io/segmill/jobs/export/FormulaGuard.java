package io.segmill.jobs.export;

import java.util.regex.Pattern;

/** Keeps a spreadsheet from running a text as a formula. */
final class FormulaGuard {
    private static final Pattern FORMULA = Pattern.compile(" *[=+\\-@\t\r]");
    private static final Pattern PHONE_NUMBER = Pattern.compile("[0-9 +\\-.()]*");

    private FormulaGuard() {}

    /** Whether the text begins, also after spaces, as a formula does, and is not what a phone number may be. */
    static boolean isDue(String text) {
        return FORMULA.matcher(text).lookingAt() && !PHONE_NUMBER.matcher(text).matches();
    }

    static String guarded(String text) {
        return "'" + text;
    }
}
