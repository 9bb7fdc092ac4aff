package io.segmill.jobs.expand;

import io.segmill.core.likeness.Features;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What people should know about an expansion; whole sentences without personal values.
 *
 * @param details how good the model is, and what it goes by
 * @param warnings what speaks against using it
 */
record Report(List<String> details, List<String> warnings) {
    /** With fewer members than these, what is learned of them is mostly chance. */
    private static final int FEW = 50;

    private static final int TOP = 5;

    Report {
        details = List.copyOf(details);
        warnings = List.copyOf(warnings);
    }

    /**
     * Of a model.
     *
     * @param source the segment that the expansion is similar to
     * @param members how many it has, and how many customers are no members
     */
    static Report of(Learned learned, Features features, String source, long members, long others, ZoneId zone) {
        List<String> details = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        details.add("learned from " + sampled(learned.sample().count(true), members) + " members of " + source
                + " and " + sampled(learned.sample().count(false), others) + " other customers, compared by "
                + learned.features().size() + " attributes and aggregates");
        Optional<String> auc = learned.separation().auc().stream()
                .mapToObj(value -> String.format(Locale.ROOT, "%.2f", value))
                .findFirst();
        auc.ifPresent(value -> details.add("AUC " + value + " by cross-validation: of a member and another customer"
                + " whom the model has not seen, the member is more similar in that share of pairs (0.5 is chance)"));
        String top = top(learned, zone);
        if (!top.isEmpty()) {
            details.add("what tells members most: " + top);
        }
        if (!features.leftOut().isEmpty()) {
            details.add("left out, since the definition of " + source + " asks for them: "
                    + String.join(", ", features.leftOut()));
        }
        if (!features.definers().isEmpty()) {
            details.add("compared by what the definition of " + source + " asks for, since 'using' names it: "
                    + String.join(", ", features.definers()));
        }
        if (!learned.rare().isEmpty()) {
            details.add("left out, since their texts are nearly all different: " + String.join(", ", learned.rare()));
        }
        if (members < FEW) {
            warnings.add(source + " has only " + members + (members == 1 ? " member" : " members")
                    + "; what is learned from fewer than " + FEW + " is mostly chance");
        }
        if (learned.separation().isChance()) {
            warnings.add("the members of " + source
                    + " cannot be told from other customers: no better than chance (AUC " + auc.orElseThrow() + ")");
        }
        return new Report(details, warnings);
    }

    /** What speaks for and against a customer most. @param levels of the customer */
    static List<String> reasons(Learned learned, int[] levels, ZoneId zone) {
        LevelWords words = new LevelWords(zone);
        record Reason(LearnedFeature feature, int level) {
            double weight() {
                return feature.weights()[level];
            }
        }
        return IntStream.range(0, levels.length)
                .mapToObj(index -> new Reason(learned.features().get(index), levels[index]))
                .sorted(Comparator.comparingDouble(reason -> -Math.abs(reason.weight())))
                .limit(TOP)
                .map(reason -> words.of(reason.feature(), reason.level())
                        + (reason.weight() < 0 ? " speaks against it" : " speaks for it") + " ("
                        + percent(reason.feature().members()[reason.level()]) + " of members, "
                        + percent(reason.feature().others()[reason.level()]) + " of others)")
                .toList();
    }

    private static String sampled(int sampled, long all) {
        return sampled == all
                ? String.format(Locale.ROOT, "%,d", all)
                : String.format(Locale.ROOT, "%,d of %,d", sampled, all);
    }

    private static String top(Learned learned, ZoneId zone) {
        LevelWords words = new LevelWords(zone);
        return learned.features().stream()
                .sorted(Comparator.comparingDouble(LearnedFeature::importance).reversed())
                .limit(TOP)
                .map(feature -> words.of(feature, feature.typical()) + " ("
                        + percent(feature.members()[feature.typical()]) + " of members, "
                        + percent(feature.others()[feature.typical()]) + " of others)")
                .collect(Collectors.joining("; "));
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
