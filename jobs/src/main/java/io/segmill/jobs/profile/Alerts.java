package io.segmill.jobs.profile;

import static io.segmill.jobs.profile.ProfileText.count;
import static io.segmill.jobs.profile.ProfileText.figure;
import static io.segmill.jobs.profile.ProfileText.percent;

import io.segmill.core.schema.Column;
import io.segmill.jobs.profile.ColumnProfile.Counts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decides what about a column a person should look at. */
final class Alerts {
    private static final double MOSTLY = 0.5;
    private static final double SKEWED = 0.9;
    private static final double CHANGE = 0.2;
    private static final double MISSING_CHANGE = 0.05;
    private static final double MEAN_CHANGE = 0.5;

    private final Column column;
    private final ColumnFindings findings;
    private final Counts counts;
    private final List<Alert> alerts = new ArrayList<>();

    private Alerts(Column column, ColumnFindings findings) {
        this.column = column;
        this.findings = findings;
        this.counts = findings.counts();
    }

    /** What the column shows by itself. */
    static List<Alert> of(Column column, ColumnFindings findings, LocalDate asOf) {
        Alerts found = new Alerts(column, findings);
        found.constant();
        found.mostlyMissing();
        found.allDifferent();
        found.skewed();
        found.inTheFuture(asOf);
        return found.alerts;
    }

    /** What is not as it was in the last run. */
    static List<Alert> changes(Column column, ColumnFindings findings, ColumnProfile before) {
        Alerts found = new Alerts(column, findings);
        found.changedMissing(before.counts());
        if (before.type().equals(column.type().toString())) {
            found.changedDistinct(before.counts());
            found.changedMean(before);
        }
        return found.alerts;
    }

    /** A change of the table's size is told once, by its first column. */
    static Optional<Alert> changedRows(String source, long rows, long before) {
        return isChange(rows, before)
                ? Optional.of(new Alert(
                        Alert.Code.CHANGED_ROWS,
                        "changed by more than 20 %",
                        "Source '" + source + "' has " + count(rows) + " rows, after " + count(before)
                                + " in the last run."))
                : Optional.empty();
    }

    private void constant() {
        if (counts.set() > 1 && counts.distinct() == 1) {
            add(
                    Alert.Code.CONSTANT,
                    "1 distinct value",
                    named() + " has the same value in all " + count(counts.set()) + " rows that have one.");
        }
    }

    private void mostlyMissing() {
        if (counts.missingShare() > MOSTLY) {
            add(
                    Alert.Code.MOSTLY_MISSING,
                    "more than 50 % missing",
                    named() + " is missing in " + percent(counts.missingShare()) + " of the rows ("
                            + of(counts.missing(), counts.rows()) + ").");
        }
    }

    private void allDifferent() {
        if (counts.isAllDifferent()) {
            add(
                    Alert.Code.ALL_DIFFERENT,
                    counts.distinctPrecision() == Precision.EXACT
                            ? "no value twice"
                            : "about as many distinct values as values",
                    (counts.distinctPrecision() == Precision.EXACT ? "All " : "All or nearly all ")
                            + count(counts.set()) + " values of " + named() + " are different.");
        }
    }

    private void skewed() {
        long most = findings.mostFrequent();
        if (counts.distinct() > 1 && most >= SKEWED * counts.set()) {
            String value = findings.values().top().stream()
                    .findFirst()
                    .map(top -> "'" + top.value() + "'")
                    .orElse("One value");
            add(
                    Alert.Code.SKEWED,
                    "one value in 90 % of the values or more",
                    value + " makes up " + percent((double) most / counts.set()) + " of the values of " + named() + " ("
                            + of(most, counts.set()) + ").");
        }
    }

    private void inTheFuture(LocalDate asOf) {
        if (findings.future() > 0) {
            add(
                    Alert.Code.IN_THE_FUTURE,
                    "any value after the as-of date",
                    percent((double) findings.future() / counts.set()) + " of the values of " + named() + " ("
                            + of(findings.future(), counts.set()) + ") lie after " + asOf + ".");
        }
    }

    private void changedMissing(Counts before) {
        if (counts.rows() > 0
                && before.rows() > 0
                && Math.abs(counts.missingShare() - before.missingShare()) > MISSING_CHANGE) {
            add(
                    Alert.Code.CHANGED_MISSING,
                    "changed by more than 5 percentage points",
                    named() + " is missing in " + percent(counts.missingShare()) + " of the rows, after "
                            + percent(before.missingShare()) + " in the last run.");
        }
    }

    private void changedDistinct(Counts before) {
        // Where every row has its own value, their number says what the number of rows has said.
        boolean followsRows = counts.isAllDifferent() && before.isAllDifferent();
        if (!followsRows && counts.rows() > 0 && isChange(counts.distinct(), before.distinct())) {
            add(
                    Alert.Code.CHANGED_DISTINCT,
                    "changed by more than 20 %",
                    named() + " has " + distinct(counts) + " distinct values, after " + distinct(before)
                            + " in the last run.");
        }
    }

    private void changedMean(ColumnProfile before) {
        OptionalDouble mean = findings.values().mean();
        OptionalDouble meanBefore = before.values().mean();
        OptionalDouble spread = before.values().stddev();
        if (mean.isPresent()
                && meanBefore.isPresent()
                && spread.isPresent()
                && Math.abs(mean.getAsDouble() - meanBefore.getAsDouble()) > MEAN_CHANGE * spread.getAsDouble()) {
            add(
                    Alert.Code.CHANGED_MEAN,
                    "moved by more than half a standard deviation",
                    "The mean of " + named() + " is " + figure(mean.getAsDouble()) + ", after "
                            + figure(meanBefore.getAsDouble()) + " in the last run.");
        }
    }

    private static boolean isChange(long now, long before) {
        return Math.abs(now - before) > CHANGE * before;
    }

    private static String distinct(Counts counts) {
        return (counts.distinctPrecision() == Precision.APPROXIMATE ? "about " : "") + count(counts.distinct());
    }

    private static String of(long part, long whole) {
        return count(part) + " of " + count(whole);
    }

    private String named() {
        return "'" + column.name() + "'";
    }

    private void add(Alert.Code code, String threshold, String sentence) {
        alerts.add(new Alert(code, threshold, sentence));
    }
}
