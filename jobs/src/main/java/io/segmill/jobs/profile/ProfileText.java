package io.segmill.jobs.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How figures and values read in the sentences and cells of a profile. */
final class ProfileText {
    private static final int LONGEST = 200;

    private ProfileText() {}

    /** At most {@value #LONGEST} characters (code points), the cut marked: a profile is no place for a whole letter. */
    static String shortened(String value) {
        return value.codePointCount(0, value.length()) <= LONGEST
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** {@code 1,250}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 12.5 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Four digits, no exponent. */
    static String figure(double figure) {
        return new BigDecimal(figure)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
