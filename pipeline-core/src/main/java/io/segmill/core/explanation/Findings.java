package io.segmill.core.explanation;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Selection;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains one customer by what the engine answered: which conditions are met, by which values, and what is missing. */
public final class Findings {
    private static final int MOST_REASONS = 3;

    private final Words words;
    private final Answers answers;
    private final Values values;
    private final Facts facts;

    /** @param answers to the {@link Question} of every condition that is to be explained */
    public Findings(CheckedProject project, LocalDate asOf, Answers answers) {
        ZoneId zone = project.settings().timeZone();
        this.words = new Words(zone, asOf);
        this.answers = answers;
        this.values = new Values(answers, zone, words.phrases());
        this.facts = new Facts(values, answers, new Distances(zone), new EventTimes(project, asOf), asOf, Wanted.MET);
    }

    public Finding of(Condition condition) {
        return Group.of(condition).map(group -> group(condition, group)).orElseGet(() -> leaf(condition));
    }

    private Finding leaf(Condition condition) {
        Facts.Fact fact = condition.match(facts);
        return leaf(words.sentence(condition), answers.isMet(condition), fact.value(), fact.missing());
    }

    private static Finding leaf(String text, boolean met, Optional<String> value, Optional<String> missing) {
        Optional<String> reason = met ? Optional.empty() : Optional.of(with(text, Finding.said(value, missing)));
        return new Finding(text, met, value, missing, reason, List.of());
    }

    private static String with(String text, String said) {
        return said.isEmpty() ? text : text + ": " + said;
    }

    private Finding group(Condition condition, Group group) {
        List<Finding> parts = group.parts().stream().map(this::of).toList();
        boolean met = answers.isMet(condition);
        long metParts = parts.stream().filter(Finding::met).count();
        Optional<String> value = group.rule() == Group.Rule.ALL
                ? Optional.empty()
                : Optional.of(metParts + " of " + parts.size() + " met");
        return new Finding(
                group.heading(),
                met,
                value,
                Optional.empty(),
                met ? Optional.empty() : Optional.of(reason(group, parts, metParts)),
                parts);
    }

    private static String reason(Group group, List<Finding> parts, long met) {
        List<String> unmet =
                parts.stream().flatMap(part -> part.reason().stream()).toList();
        return switch (group.rule()) {
            case ALL -> unmet.get(0);
            case ANY ->
                parts.size() == 1 ? unmet.get(0) : "none of these " + parts.size() + " is met: " + shortened(unmet);
            case SOME ->
                met + " of the " + group.count() + " needed " + (met == 1 ? "is" : "are") + " met; not met: "
                        + shortened(unmet);
        };
    }

    private static String shortened(List<String> reasons) {
        int shown = Math.min(MOST_REASONS, reasons.size());
        List<String> numbered = new ArrayList<>();
        for (int index = 0; index < shown; index++) {
            numbered.add((reasons.size() == 1 ? "" : "(" + (index + 1) + ") ") + reasons.get(index));
        }
        if (reasons.size() > shown) {
            numbered.add("and " + (reasons.size() - shown) + " more");
        }
        return String.join("; ", numbered);
    }

    /** @param ranking empty for a customer who was out before the limit came to it */
    public Finding of(Limit limit, Optional<Ranking> ranking) {
        String text = words.of(limit);
        if (ranking.isEmpty()) {
            return leaf(text, false, Optional.of("not ranked"), Optional.of("since something above is not met"));
        }
        Ranking found = ranking.get();
        long kept = limit.quota().of(found.ranked());
        boolean met = found.rank() <= kept;
        String value = values.shown(limit.by(), found.by()) + ", rank " + found.rank() + " of " + found.ranked();
        return leaf(
                text, met, Optional.of(value), met ? Optional.empty() : Optional.of("the first " + kept + " are kept"));
    }

    /** Whether a customer is similar enough, by what, and then whether the expansion takes so many. */
    public List<Finding> of(Selection.Similar similar, Resemblance resemblance) {
        double millionths = resemblance.similarity().orElse(0);
        boolean isSimilar = resemblance.similarity().isPresent() && millionths >= similar.minSimilarity() * 1e6 - 1e-6;
        List<String> value = new ArrayList<>();
        resemblance.similarity().ifPresent(any -> value.add(String.format(Locale.ROOT, "%.6f", millionths / 1e6)));
        value.addAll(resemblance.reasons());
        Finding enough = leaf(
                "has a similarity of at least " + Words.least(similar) + " to the members of " + similar.segment(),
                isSimilar,
                Optional.of(String.join("; ", value)),
                Optional.empty());
        Finding taken = leaf(
                "is among the most similar candidates, " + Words.size(similar.size()) + " at most",
                resemblance.isTaken(),
                Optional.empty(),
                Optional.empty());
        return List.of(enough, taken);
    }

    /** @param isListed whether the file names the customer */
    public Finding of(Selection.Listed listed, boolean isListed) {
        return leaf(
                "is one of the " + words.of(listed),
                isListed,
                Optional.of(isListed ? "is named" : "is not named"),
                Optional.empty());
    }
}
