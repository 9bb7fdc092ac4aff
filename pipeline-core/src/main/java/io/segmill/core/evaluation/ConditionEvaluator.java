package io.segmill.core.evaluation;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a condition means for someone whose attributes and aggregates are known. */
public final class ConditionEvaluator {
    private final OperandEvaluator operands;
    private final ValueOrder order;
    private final LocalDate asOf;

    /** @param zone the project's, in which a timestamp has its day */
    public ConditionEvaluator(LocalDate asOf, ZoneId zone) {
        this.order = new ValueOrder(zone);
        this.operands = new OperandEvaluator(order, zone);
        this.asOf = asOf;
    }

    /** @throws ArithmeticException when a sum, product or offset does not fit its type */
    public boolean meets(Condition condition, Readings readings) {
        return condition.match(new Conditions(readings));
    }

    /**
     * Empty when it is missing; otherwise of the class that {@link Row} gives the operand's type.
     *
     * @throws ArithmeticException when a sum, product or offset does not fit its type
     */
    public Optional<Object> value(Operand operand, Readings readings) {
        return operands.value(operand, readings);
    }

    ValueOrder order() {
        return order;
    }

    /** The answers for one of them. A missing value meets nothing. */
    private final class Conditions implements Condition.Cases<Boolean> {
        private final Readings readings;

        Conditions(Readings readings) {
            this.readings = readings;
        }

        private Predicate<Condition> isMet() {
            return condition -> meets(condition, readings);
        }

        @Override
        public Boolean everyone(Condition.Everyone everyone) {
            return true;
        }

        @Override
        public Boolean all(Condition.All all) {
            return all.parts().stream().allMatch(isMet());
        }

        @Override
        public Boolean any(Condition.Any any) {
            return any.parts().stream().anyMatch(isMet());
        }

        @Override
        public Boolean none(Condition.None none) {
            return none.parts().stream().noneMatch(isMet());
        }

        @Override
        public Boolean not(Condition.Not not) {
            return !meets(not.inner(), readings);
        }

        @Override
        public Boolean atLeast(Condition.AtLeast atLeast) {
            return atLeast.parts().stream().filter(isMet()).count() >= atLeast.count();
        }

        @Override
        public Boolean memberOf(Condition.MemberOf memberOf) {
            return readings.isMember(memberOf.segment());
        }

        @Override
        public Boolean compare(Condition.Compare compare) {
            Optional<Integer> stands = stands(compare.left(), compare.right(), compare.letters());
            return stands.isPresent()
                    && switch (compare.comparison()) {
                        case IS -> stands.get() == 0;
                        case LESS_THAN -> stands.get() < 0;
                        case AT_MOST -> stands.get() <= 0;
                        case MORE_THAN -> stands.get() > 0;
                        case AT_LEAST -> stands.get() >= 0;
                    };
        }

        @Override
        public Boolean oneOf(Condition.OneOf oneOf) {
            return oneOf.values().stream()
                    .map(value -> stands(oneOf.left(), value, oneOf.letters()))
                    .anyMatch(stands -> stands.isPresent() && stands.get() == 0);
        }

        @Override
        public Boolean between(Condition.Between between) {
            Optional<Integer> low = stands(between.left(), between.low(), LetterCase.EXACT);
            Optional<Integer> high = stands(between.left(), between.high(), LetterCase.EXACT);
            return low.isPresent() && low.get() >= 0 && high.isPresent() && high.get() <= 0;
        }

        /** Negative, zero or positive; empty when one of the two is missing. */
        private Optional<Integer> stands(Operand left, Operand right, LetterCase letters) {
            Optional<Object> leftValue = value(left, readings).map(value -> lettered(value, letters));
            Optional<Object> rightValue = value(right, readings).map(value -> lettered(value, letters));
            return leftValue.flatMap(one -> rightValue.map(other -> order.compare(one, other)));
        }

        @Override
        public Boolean text(Condition.Text text) {
            return value(text.left(), readings)
                    .filter(value -> passes((String) value, text))
                    .isPresent();
        }

        @Override
        public Boolean isSet(Condition.IsSet isSet) {
            return value(isSet.left(), readings).isPresent();
        }

        @Override
        public Boolean within(Condition.Within within) {
            return value(within.left(), readings)
                    .filter(value -> within.window().on(asOf).contains(order.day(value)))
                    .isPresent();
        }

        @Override
        public Boolean anniversary(Condition.Anniversary anniversary) {
            List<LocalDate> days = days(anniversary.window().on(asOf));
            return value(anniversary.left(), readings)
                    .filter(value -> days.stream().anyMatch(day -> isAnniversary(order.day(value), day)))
                    .isPresent();
        }

        @Override
        public Boolean has(Condition.Has has) {
            return (Long) readings.aggregate(Operand.Aggregate.count(has.rows()))
                            .orElseThrow()
                    > 0;
        }
    }

    private static Object lettered(Object value, LetterCase letters) {
        return letters == LetterCase.IGNORED ? lowered((String) value) : value;
    }

    private static String lowered(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean passes(String value, Condition.Text text) {
        boolean exact = text.letters() == LetterCase.EXACT;
        String tested = exact ? value : lowered(value);
        String plain = exact ? text.text() : lowered(text.text());
        return switch (text.test()) {
            case CONTAINS -> tested.contains(plain);
            case STARTS_WITH -> tested.startsWith(plain);
            case ENDS_WITH -> tested.endsWith(plain);
            // A pattern is not lower-cased: \S would become \s.
            case MATCHES ->
                Pattern.compile(text.text(), exact ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(value)
                        .matches();
        };
    }

    private static List<LocalDate> days(DateRange range) {
        return range.from()
                .orElseThrow()
                .datesUntil(range.to().orElseThrow().plusDays(1))
                .toList();
    }

    private static boolean isAnniversary(LocalDate date, LocalDate day) {
        boolean leapDay = date.getMonthValue() == 2 && date.getDayOfMonth() == 29;
        int dayOfMonth = leapDay && !day.isLeapYear() ? 28 : date.getDayOfMonth();
        return day.getMonthValue() == date.getMonthValue() && day.getDayOfMonth() == dayOfMonth;
    }
}
