package io.segmill.jobs.bench.book;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Segments as a marketing department writes them: two to four conditions each, most of them drawn from a pool of
 * figures that everybody uses, some figures far more often than others, each with a few customary thresholds.
 */
final class RealisticBook {
    private static final int FIGURES = 640;
    private static final int ATTRIBUTES = 660;

    /** How much more often the pool's first entries are drawn than its last. */
    private static final double SKEW = 1.6;

    /** Windows, with their days; those in use more often stand there more often. */
    private static final List<Map.Entry<String, Integer>> WINDOWS = List.of(
            Map.entry("last 30 days", 30),
            Map.entry("last 60 days", 60),
            Map.entry("last 90 days", 90),
            Map.entry("last 90 days", 90),
            Map.entry("last 180 days", 180),
            Map.entry("last 180 days", 180),
            Map.entry("last 365 days", 365),
            Map.entry("last 365 days", 365),
            Map.entry("last 365 days", 365),
            Map.entry("last 24 months", 730),
            Map.entry("this year", 365),
            Map.entry("this year", 365),
            Map.entry("last year", 365),
            Map.entry("this quarter", 92),
            Map.entry("last quarter", 92),
            Map.entry("last month", 30),
            Map.entry("12..23 months ago", 365),
            Map.entry("2001-11-01..2001-12-31", 61),
            Map.entry("since 2001-01-01", 730),
            Map.entry("all time", 1826),
            Map.entry("all time", 1826),
            Map.entry("all time", 1826));

    private static final List<Map.Entry<String, Integer>> EVER =
            List.of(Map.entry("all time", 1826), Map.entry("last 365 days", 365));

    /** Lines that a customer buys in a day. */
    private static final Map<String, Double> LINES =
            Map.of("store_sales", 0.0150, "catalog_sales", 0.0078, "web_sales", 0.0039);

    private final Words words;
    private final List<List<String>> figures = new ArrayList<>();
    private final List<List<String>> attributes = new ArrayList<>();

    RealisticBook(long seed) {
        this.words = new Words(seed);
        for (int index = 0; index < FIGURES; index++) {
            figures.add(figure());
        }
        for (int index = 0; index < ATTRIBUTES; index++) {
            attributes.add(List.of(attribute()));
        }
    }

    /** The rows that a figure is made of, as far as its line of YAML says them, and how many a customer has. */
    private record Rows(String channel, String rest, double lines) {
        String of(String function, String column) {
            return function + ": " + channel + (column.isEmpty() ? "" : "." + column) + rest;
        }
    }

    private Rows rows(List<Map.Entry<String, Integer>> windows) {
        String channel = words.one(Words.CHANNELS);
        Map.Entry<String, Integer> window = windows.get(words.below(windows.size()));
        double lines = LINES.get(channel) * window.getValue();
        String within = window.getKey().equals("all time") ? "" : ", within: " + window.getKey();
        return switch (words.below(12)) {
            case 0, 1, 2 ->
                new Rows(
                        channel,
                        within + ", where: {attribute: item.category, is: " + words.one(Words.CATEGORIES) + "}",
                        lines * 0.1);
            case 3 ->
                new Rows(
                        channel,
                        within + ", where: {attribute: item.category, in: " + words.some(Words.CATEGORIES, 3) + "}",
                        lines * 0.3);
            case 4 -> new Rows(channel, within + ", where: {attribute: quantity, at-least: 50}", lines * 0.5);
            case 5 -> new Rows(channel, within + ", where: {attribute: sales_price, more-than: 100}", lines * 0.1);
            case 6 -> new Rows(channel, within + ", where: {attribute: coupon, more-than: 0}", lines * 0.2);
            default -> new Rows(channel, within, lines);
        };
    }

    /** The customary conditions on one figure. */
    private List<String> figure() {
        Rows rows = rows(WINDOWS);
        Rows ever = rows(EVER);
        Rows unfiltered = new Rows(words.one(Words.CHANNELS), words.one("", ", within: last 365 days"), 10);
        return switch (words.below(24)) {
            case 0, 1, 2, 3 -> counted(rows.of("count", ""), rows.lines());
            case 4, 5, 6, 7 -> thresholds(rows.of("sum", "net_paid"), rows.lines() * 1700);
            case 8, 9 -> thresholds(rows.of("sum", "quantity"), rows.lines() * 50);
            case 10 -> List.of("{" + rows.of("sum", "net_profit") + ", more-than: 0}");
            case 11 -> from(rows.of("average", "net_paid"), 500, 1000, 1500, 2000, 3000);
            case 12 -> from(rows.of("average", "quantity"), 30, 40, 50, 55, 60);
            case 13 -> from(rows.of("max", "sales_price"), 20, 50, 100, 150);
            case 14 -> from(rows.of("min", "list_price"), 2, 5, 10, 20);
            case 15, 16 -> since(ever.of("days-since", ""));
            case 17, 18, 19 -> List.of("{" + rows.of("has", "") + "}", "{" + rows.of("has-no", "") + "}");
            case 20 -> counted(rows.of("count-distinct", words.one("item_id", "ticket")), rows.lines() / 4);
            case 21 -> counted(rows.of("count-distinct", "item.category"), Math.min(rows.lines(), 6));
            case 22 -> latest(unfiltered);
            default ->
                List.of(
                        "{" + unfiltered.of("most-frequent", "item.category") + ", is: " + words.one(Words.CATEGORIES)
                                + "}",
                        "{" + unfiltered.of("most-frequent", "item.category") + ", in: "
                                + words.some(Words.CATEGORIES, 3) + "}");
        };
    }

    private static List<String> from(String figure, int... thresholds) {
        return IntStream.of(thresholds)
                .mapToObj(threshold -> "{" + figure + ", at-least: " + threshold + "}")
                .toList();
    }

    private List<String> counted(String figure, double usual) {
        return List.of(
                "{" + figure + ", at-least: " + Words.round(usual / 2) + "}",
                "{" + figure + ", at-least: " + Words.round(usual * 2) + "}",
                "{" + figure + ", at-least: " + Words.round(usual * 3) + "}",
                "{" + figure + ", at-least: 1}",
                "{" + figure + ", less-than: " + Words.round(usual) + "}");
    }

    private List<String> thresholds(String figure, double usual) {
        return List.of(
                "{" + figure + ", at-least: " + Words.round(usual / 4) + "}",
                "{" + figure + ", at-least: " + Words.round(usual) + "}",
                "{" + figure + ", more-than: " + Words.round(usual * 2) + "}",
                "{" + figure + ", at-least: " + Words.round(usual * 3) + "}",
                "{" + figure + ", at-least: " + Words.round(usual / 2) + "}",
                "{" + figure + ", between: [" + Words.round(usual / 3) + ", " + Words.round(usual * 3) + "]}",
                "{" + figure + ", less-than: " + Words.round(usual / 2) + "}");
    }

    private List<String> since(String figure) {
        return List.of(
                "{" + figure + ", at-most: 30}",
                "{" + figure + ", at-most: 90}",
                "{" + figure + ", at-most: 180}",
                "{" + figure + ", at-most: 365}",
                "{" + figure + ", more-than: 180}",
                "{" + figure + ", between: [180, 720]}");
    }

    private List<String> latest(Rows rows) {
        String function = words.one("latest", "latest", "earliest");
        return words.percent(50)
                ? List.of(
                        "{" + rows.of(function, "item.category") + ", is: " + words.one(Words.CATEGORIES) + "}",
                        "{" + rows.of(function, "item.category") + ", in: " + words.some(Words.CATEGORIES, 4) + "}")
                : thresholds(rows.of(function, words.one("net_paid", "sales_price")), 300);
    }

    private String attribute() {
        int income = 10_000 * words.between(2, 12) + 1;
        int year = 5 * words.between(386, 396);
        return switch (words.below(22)) {
            case 0, 1, 2 -> "{attribute: address.state, in: " + words.some(Words.STATES, words.between(3, 12)) + "}";
            case 3 -> "{attribute: address.state, not-in: " + words.some(Words.STATES, words.between(1, 4)) + "}";
            case 4, 5 -> "{attribute: household.income_band.lower_bound, at-least: " + income + "}";
            case 6 -> "{attribute: household.income_band.lower_bound, less-than: " + income + "}";
            case 7, 8 ->
                "{attribute: born_on, within: " + year + "-01-01.." + (year + 10 * words.between(1, 3)) + "-12-31}";
            case 9 -> "{attribute: born_on, within: at least " + 5 * words.between(6, 14) + " years ago}";
            case 10 -> "{attribute: born_on, anniversary: next " + words.one("7", "14", "30", "60") + " days}";
            case 11 ->
                "{attribute: born_on, part: month, in: [" + words.between(1, 6) + ", " + words.between(7, 12) + "]}";
            case 12 -> "{attribute: gender, is: " + words.one("F", "M") + "}";
            case 13 ->
                "{attribute: marital_status, in: [" + words.one("M", "S") + ", " + words.one("D", "W", "U") + "]}";
            case 14 -> "{attribute: education, in: " + words.some(Words.EDUCATIONS, words.between(2, 4)) + "}";
            case 15 -> "{attribute: credit_rating, is: " + words.one("Good", "Low Risk", "High Risk") + "}";
            case 16 ->
                "{attribute: household.dependents, " + words.one("at-least: 3", "is: 0", "between: [1, 4]") + "}";
            case 17 -> "{attribute: household.vehicles, at-least: " + words.between(1, 3) + "}";
            case 18 -> "{attribute: household.buy_potential, in: [\">10000\", \"5001-10000\", \"1001-5000\"]}";
            case 19 -> "{attribute: preferred, is: \"" + words.one("Y", "N") + "\"}";
            case 20 -> "{attribute: last_review_on, within: last " + words.one("180", "270", "365") + " days}";
            default -> "{attribute: email, " + words.one("is-set: true", "ends-with: .com", "ends-with: .org") + "}";
        };
    }

    List<SegmentText> segments(int size) {
        List<SegmentText> segments = new ArrayList<>();
        // Segments that refer to no other; only to them do others refer.
        List<String> plain = new ArrayList<>();
        for (int number = 1; number <= size; number++) {
            String id = String.format(Locale.ROOT, "realistic-%05d", number);
            StringBuilder where = new StringBuilder();
            boolean refers = where(where, plain);
            boolean limited = words.below(100) == 0;
            if (!refers) {
                plain.add(id);
            }
            segments.add(new SegmentText(
                    id,
                    "name: Realistic " + number + "\nwhere:\n" + where + (limited ? "limit: " + limit() + "\n" : "")));
        }
        return segments;
    }

    /** @return whether it refers to another segment */
    private boolean where(StringBuilder yaml, List<String> plain) {
        int count = words.one(2, 3, 3, 4, 4);
        int kind = words.below(100);
        String head = "all";
        if (kind < 13) {
            head = "any";
            count = 2;
        } else if (kind < 21) {
            head = "at-least";
            count = 4;
        }
        String indent = "    - ";
        if (head.equals("at-least")) {
            yaml.append("  at-least:\n    count: " + words.between(2, 3) + "\n    of:\n");
            indent = "      - ";
        } else {
            yaml.append("  ").append(head).append(":\n");
        }
        boolean refers = false;
        Set<String> asked = new HashSet<>();
        for (int index = 0; index < count; index++) {
            boolean member = !plain.isEmpty() && words.below(100) < 6;
            refers |= member;
            String condition = member ? member(plain) : condition();
            // Nobody asks twice for the same figure in one segment.
            while (!asked.add(condition.split(",")[0])) {
                condition = condition();
            }
            yaml.append(indent).append(condition).append('\n');
        }
        return refers;
    }

    private String member(List<String> plain) {
        String id = plain.get((int) (plain.size() * Math.pow(words.fraction(), SKEW)));
        return words.percent(40) ? "{not: {member-of: " + id + "}}" : "{member-of: " + id + "}";
    }

    private String condition() {
        int kind = words.below(100);
        if (kind < 30) {
            return drawn(attributes);
        }
        if (kind < 34) {
            String sum = "sum: " + words.one(Words.CHANNELS) + ".net_paid, within: ";
            return "{" + sum + "this year, more-than: {" + sum + "last year, times: 1.2}}";
        }
        if (kind < 40) {
            return "{any: [" + drawn(figures) + ", " + drawn(figures) + "]}";
        }
        if (kind < 42) {
            return "{none: [" + drawn(figures) + ", " + drawn(attributes) + "]}";
        }
        return drawn(figures);
    }

    private String drawn(List<List<String>> pool) {
        List<String> customary = pool.get((int) (pool.size() * Math.pow(words.fraction(), SKEW)));
        return words.one(customary);
    }

    private String limit() {
        String by = words.one(
                "{sum: store_sales.net_paid, within: last 365 days}",
                "{sum: web_sales.net_paid}",
                "{count: catalog_sales, within: this year}",
                "{days-since: store_sales}");
        return "{" + words.one("top: 1000", "top: 5000", "bottom: 2000", "top-percent: 10", "top-percent: 2.5")
                + ", by: " + by + "}";
    }
}
