package io.segmill.jobs.bench.book;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Segments that share nothing: no two conditions have a window, a filter or a constant in common, but by chance. */
final class AdversarialBook {
    private final Words words;

    AdversarialBook(long seed) {
        this.words = new Words(seed);
    }

    List<SegmentText> segments(int size) {
        List<SegmentText> segments = new ArrayList<>();
        for (int number = 1; number <= size; number++) {
            StringBuilder yaml = new StringBuilder("name: Adversarial " + number + "\nwhere:\n");
            yaml.append(words.percent(60) ? "  all:\n" : "  any:\n");
            int count = words.between(2, 4);
            for (int index = 0; index < count; index++) {
                yaml.append("    - ")
                        .append(words.percent(15) ? attribute() : figure())
                        .append('\n');
            }
            segments.add(new SegmentText(String.format(Locale.ROOT, "adversarial-%05d", number), yaml.toString()));
        }
        return segments;
    }

    private String attribute() {
        LocalDate day = day(LocalDate.of(1925, 1, 1), 60 * 365);
        return switch (words.below(3)) {
            case 0 -> "{attribute: born_on, within: " + day + ".." + day.plusDays(words.between(3000, 12_000)) + "}";
            case 1 ->
                "{attribute: address.zip, " + words.one("less-than", "more-than") + ": \"" + number(10_000, 99_999)
                        + "\"}";
            default -> "{attribute: first_sale_on, within: since " + day(LocalDate.of(1998, 1, 1), 1500) + "}";
        };
    }

    private LocalDate day(LocalDate first, int days) {
        return first.plusDays(words.below(days));
    }

    private int number(int first, int last) {
        return words.between(first, last);
    }

    private String cents(int first, int last) {
        return String.format(Locale.ROOT, "%d.%02d", words.between(first, last), words.below(100));
    }

    private String figure() {
        String channel = words.one(Words.CHANNELS);
        LocalDate from = day(LocalDate.of(1998, 1, 1), 1400);
        LocalDate to = from.plusDays(number(100, 1400));
        String rest = ", within: " + from + ".." + to + ", where: {" + filter() + "}";
        return "{" + function(channel, rest) + "}";
    }

    private String filter() {
        int low = number(1, 60);
        return switch (words.below(4)) {
            case 0 -> "attribute: quantity, between: [" + low + ", " + (low + number(10, 40)) + "]";
            case 1 -> "attribute: sales_price, at-least: " + cents(5, 60);
            case 2 -> "attribute: list_price, less-than: " + cents(40, 200);
            default ->
                "all: [{attribute: item.category, in: " + words.some(Words.CATEGORIES, number(3, 8))
                        + "}, {attribute: net_paid, more-than: " + cents(1, 900) + "}]";
        };
    }

    private String function(String channel, String rest) {
        return switch (words.below(20)) {
            case 0, 1, 2, 3 -> "count: " + channel + rest + ", at-least: " + number(2, 12);
            case 4, 5, 6, 7, 8 -> "sum: " + channel + ".net_paid" + rest + ", at-least: " + cents(2000, 30_000);
            case 9, 10 -> "sum: " + channel + ".quantity" + rest + ", less-than: " + number(50, 900);
            case 11, 12 -> "average: " + channel + ".net_profit" + rest + ", more-than: " + cents(0, 200);
            case 13 -> "max: " + channel + ".sales_price" + rest + ", at-least: " + cents(30, 180);
            case 14 -> "min: " + channel + ".net_paid" + rest + ", less-than: " + cents(20, 900);
            case 15 -> "days-since: " + channel + rest + ", at-most: " + number(200, 1700);
            case 16 -> "has: " + channel + rest;
            case 17 -> "count-distinct: " + channel + ".item_id" + rest + ", at-least: " + number(2, 9);
            case 18 -> "latest: " + channel + ".sales_price" + rest + ", at-least: " + cents(10, 90);
            default -> "most-frequent: " + channel + ".quantity" + rest + ", at-most: " + number(10, 90);
        };
    }
}
