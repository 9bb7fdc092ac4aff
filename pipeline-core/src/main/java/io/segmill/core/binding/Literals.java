package io.segmill.core.binding;

import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the plain settings of a file: true or false, a number, one of some words. Empty, and told, when they are not. */
public final class Literals {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");

    private static final int MOST_PLACES = 12;

    private final Problems problems;

    public Literals(Problems problems) {
        this.problems = problems;
    }

    public Optional<Boolean> truth(Options options, String key) {
        return options.value(key).flatMap(literal -> truth(key, literal));
    }

    public Optional<Boolean> truth(String key, Literal literal) {
        if (literal.kind() == Literal.Kind.TRUTH) {
            return Optional.of(literal.value().equalsIgnoreCase("true"));
        }
        bad(literal, "'" + key + "' is true or false, found " + literal.shown(), "write true or false, without quotes");
        return Optional.empty();
    }

    public Optional<Integer> wholeNumber(Options options, String key, int least, int most) {
        return options.value(key).flatMap(literal -> wholeNumber(key, literal, least, most));
    }

    public Optional<Integer> wholeNumber(String key, Literal literal, int least, int most) {
        if (literal.kind() == Literal.Kind.NUMBER
                && WHOLE.matcher(literal.value()).matches()) {
            long number = Long.parseLong(literal.value());
            if (number >= least && number <= most) {
                return Optional.of((int) number);
            }
        }
        String range = most == Integer.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
        bad(
                literal,
                "'" + key + "' is a whole number " + range + ", found " + literal.shown(),
                "write such a number, without quotes");
        return Optional.empty();
    }

    /** A number from 0 to 100, exact. */
    public Optional<BigDecimal> percent(Options options, String key) {
        return options.value(key).flatMap(literal -> {
            Optional<BigDecimal> percent = literal.kind() == Literal.Kind.NUMBER
                    ? Numbers.exact(literal.value())
                            .filter(number -> number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(100)) <= 0)
                    : Optional.empty();
            if (percent.isEmpty()) {
                bad(
                        literal,
                        "'" + key + "' is a number from 0 to 100, found " + literal.shown(),
                        "write such a number, without quotes and %");
            }
            return percent;
        });
    }

    /** A percentage above 0, to 100, exact, of at most 12 places. */
    Optional<BigDecimal> share(String key, Literal literal) {
        Optional<BigDecimal> percent = literal.kind() == Literal.Kind.NUMBER
                ? Numbers.exact(literal.value())
                        .filter(number -> number.signum() > 0
                                && number.compareTo(BigDecimal.valueOf(100)) <= 0
                                && number.scale() <= MOST_PLACES)
                : Optional.empty();
        if (percent.isEmpty()) {
            bad(
                    literal,
                    "'" + key + "' is a number above 0, to 100, found " + literal.shown(),
                    "write such a number, without quotes and %");
        }
        return percent;
    }

    /** A number from 0 to 1. */
    public Optional<Double> probability(String key, Literal literal) {
        Optional<Double> number = literal.kind() == Literal.Kind.NUMBER
                ? Numbers.exact(literal.value())
                        .filter(found -> found.signum() >= 0 && found.compareTo(BigDecimal.ONE) <= 0)
                        .map(BigDecimal::doubleValue)
                : Optional.empty();
        if (number.isEmpty()) {
            bad(
                    literal,
                    "'" + key + "' is a number from 0 to 1, found " + literal.shown(),
                    "write such a number, without quotes");
        }
        return number;
    }

    public <T> Optional<T> choice(String key, Literal literal, Map<String, T> choices) {
        Optional<T> chosen = Optional.ofNullable(choices.get(literal.value()));
        if (chosen.isEmpty()) {
            bad(
                    literal,
                    "'" + key + "' cannot be " + literal.shown(),
                    NearestName.fix(literal.value(), choices.keySet(), ""));
        }
        return chosen;
    }

    public void bad(Literal literal, String what, String fix) {
        problems.error(Code.BAD_VALUE, literal.location(), what, fix);
    }
}
