package io.segmill.jobs.bench.book;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;

/** Draws what books are written with, from one seed. */
final class Words {
    static final List<String> CHANNELS =
            List.of("store_sales", "store_sales", "catalog_sales", "catalog_sales", "web_sales");
    static final List<String> STATES = List.of(
            "TX", "GA", "VA", "KY", "MO", "KS", "IL", "NC", "IA", "TN", "NE", "IN", "OH", "MN", "MS", "MT", "OK", "AR",
            "CA", "NY", "PA", "WI", "MI", "FL", "AL", "LA", "SD", "ND", "CO", "WA");
    static final List<String> CATEGORIES =
            List.of("Books", "Children", "Electronics", "Home", "Jewelry", "Men", "Music", "Shoes", "Sports", "Women");
    static final List<String> EDUCATIONS =
            List.of("Primary", "Secondary", "College", "2 yr Degree", "4 yr Degree", "Advanced Degree", "Unknown");
    static final List<String> COUNTRIES =
            List.of("GERMANY", "FRANCE", "JAPAN", "BRAZIL", "CANADA", "MEXICO", "INDIA", "CHILE", "GREECE", "KENYA");

    private final Random random;

    Words(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From the first to the last, both included. */
    int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    double fraction() {
        return random.nextDouble();
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    int one(int... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }

    String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    String one(String... words) {
        return words[random.nextInt(words.length)];
    }

    /** Some different words of a list, as a list of YAML. */
    String some(List<String> words, int count) {
        int first = random.nextInt(words.size());
        StringBuilder some = new StringBuilder("[");
        for (int index = 0; index < count; index++) {
            some.append(index == 0 ? "" : ", ")
                    .append('"')
                    .append(words.get((first + index) % words.size()))
                    .append('"');
        }
        return some.append(']').toString();
    }

    /** A number as people choose it: with one digit that counts. */
    static String round(double number) {
        return new BigDecimal(Math.max(number, 1))
                .round(new MathContext(1, RoundingMode.HALF_UP))
                .toBigInteger()
                .toString();
    }
}
