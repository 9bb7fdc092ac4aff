package io.segmill.jobs.expand;

import io.segmill.core.schema.DataType;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The few levels into which the values of a feature fall: 0 where the value is missing, then ranges of about as many
 * customers each, or the frequent texts and after these one level for all others.
 *
 * @param starts where each range but the first begins, ascending; none of texts
 * @param texts the frequent ones; none of other types
 */
record Levels(DataType.Kind kind, List<Double> starts, List<String> texts) implements Serializable {
    /** The level of a missing value. */
    static final int MISSING = 0;

    private static final int MOST_RANGES = 10;
    private static final int MOST_TEXTS = 30;

    /** A text is frequent from this share of the customers on. */
    private static final double FREQUENT = 0.01;

    /** Texts of which the frequent ones make up less than this tell one customer from another, not groups. */
    private static final double MOSTLY_RARE = 0.2;

    /** So many customers of either kind must fall into a range for it to say something. */
    private static final int FEWEST_IN_A_RANGE = 20;

    Levels {
        starts = List.copyOf(starts);
        texts = List.copyOf(texts);
    }

    /** A value and what it counts for. */
    record Weighed(Optional<Object> value, double weight) {}

    /**
     * The levels that suit values.
     *
     * @param values weights add up to 1
     * @param fewest how many customers there are of the rarer kind
     * @return empty for texts that are nearly all different
     */
    static Optional<Levels> of(DataType.Kind kind, List<Weighed> values, int fewest) {
        return switch (kind) {
            case STRING -> texts(values);
            case BOOLEAN -> Optional.of(new Levels(kind, List.of(1.0), List.of()));
            case INT, BIGINT, DECIMAL, DOUBLE, DATE, TIMESTAMP ->
                Optional.of(new Levels(kind, starts(values, fewest), List.of()));
        };
    }

    private static Optional<Levels> texts(List<Weighed> values) {
        Map<UTF8String, Double> shares = new TreeMap<>();
        double set = 0;
        for (Weighed one : values) {
            if (one.value().isPresent()) {
                shares.merge(UTF8String.fromString((String) one.value().get()), one.weight(), Double::sum);
                set += one.weight();
            }
        }
        List<Map.Entry<UTF8String, Double>> frequent = shares.entrySet().stream()
                .filter(share -> share.getValue() >= FREQUENT)
                .sorted(Map.Entry.<UTF8String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_TEXTS)
                .toList();
        double covered = frequent.stream().mapToDouble(Map.Entry::getValue).sum();
        if (set > 0 && covered < MOSTLY_RARE * set) {
            return Optional.empty();
        }
        return Optional.of(new Levels(
                DataType.Kind.STRING,
                List.of(),
                frequent.stream().map(text -> text.getKey().toString()).toList()));
    }

    private static List<Double> starts(List<Weighed> values, int fewest) {
        record Point(double value, double weight) {}
        List<Point> points = values.stream()
                .filter(one -> one.value().isPresent())
                .map(one -> new Point(number(one.value().get()), one.weight()))
                .sorted(Comparator.comparingDouble(Point::value))
                .toList();
        int ranges = Math.max(2, Math.min(MOST_RANGES, fewest / FEWEST_IN_A_RANGE));
        double all = points.stream().mapToDouble(Point::weight).sum();
        List<Double> starts = new ArrayList<>();
        double passed = 0;
        int next = 1;
        for (int index = 0; index < points.size(); index++) {
            double value = points.get(index).value();
            if (index > 0 && value > points.get(index - 1).value() && passed >= all * next / ranges - 1e-9) {
                starts.add(value);
                while (next < ranges && passed >= all * next / ranges - 1e-9) {
                    next++;
                }
                if (next == ranges && passed >= all) {
                    break;
                }
            }
            passed += points.get(index).weight();
        }
        return starts;
    }

    /** How many levels there are. */
    int count() {
        return kind == DataType.Kind.STRING ? texts.size() + 2 : starts.size() + 2;
    }

    /** The level of a value. @param value null where it is missing, as Spark gives it */
    int of(Object value) {
        if (value == null) {
            return MISSING;
        }
        if (kind == DataType.Kind.STRING) {
            int place = texts.indexOf(value);
            return place < 0 ? texts.size() + 1 : place + 1;
        }
        double number = number(value);
        int level = 1;
        while (level <= starts.size() && number >= starts.get(level - 1)) {
            level++;
        }
        return level;
    }

    private static double number(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        return value instanceof Instant instant
                ? instant.getEpochSecond() + instant.getNano() / 1e9
                : ((Number) value).doubleValue();
    }
}
