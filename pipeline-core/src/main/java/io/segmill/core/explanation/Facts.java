package io.segmill.core.explanation;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Value;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import java.util.stream.Stream;

/** What a customer has where a condition asks, and, where it is not met, how far that is from meeting it. */
final class Facts implements Condition.Cases<Facts.Fact> {
    private final Values values;
    private final Answers answers;
    private final Distances distances;
    private final EventTimes times;
    private final LocalDate asOf;
    private final Wanted wanted;

    Facts(Values values, Answers answers, Distances distances, EventTimes times, LocalDate asOf, Wanted wanted) {
        this.values = values;
        this.answers = answers;
        this.distances = distances;
        this.times = times;
        this.asOf = asOf;
        this.wanted = wanted;
    }

    /** One leaf's worth of explanation. */
    record Fact(Optional<String> value, Optional<String> missing) {
        static final Fact NONE = new Fact(Optional.empty(), Optional.empty());

        static Fact of(String value) {
            return new Fact(Optional.of(value), Optional.empty());
        }
    }

    /** Whether a condition is not what it is wanted to be. */
    private boolean isWrong(Condition condition) {
        return answers.isMet(condition) == (wanted == Wanted.NOT_MET);
    }

    /** Whether it is said how far a condition is from being met: not of a complement, which has no such measure. */
    private boolean isMeasured(Condition condition, Operand... compared) {
        return wanted == Wanted.MET
                && !answers.isMet(condition)
                && Stream.of(compared).noneMatch(values::isPersonal);
    }

    private static Fact asGroup() {
        throw new IllegalStateException("a group is explained by its parts");
    }

    @Override
    public Fact everyone(Condition.Everyone everyone) {
        return Fact.NONE;
    }

    @Override
    public Fact all(Condition.All all) {
        return asGroup();
    }

    @Override
    public Fact any(Condition.Any any) {
        return asGroup();
    }

    @Override
    public Fact none(Condition.None none) {
        return asGroup();
    }

    @Override
    public Fact not(Condition.Not not) {
        return not.inner().match(new Facts(values, answers, distances, times, asOf, wanted.other()));
    }

    @Override
    public Fact atLeast(Condition.AtLeast atLeast) {
        return asGroup();
    }

    @Override
    public Fact memberOf(Condition.MemberOf memberOf) {
        // Where it is met the sentence says it all.
        return isWrong(memberOf) ? Fact.of(wanted.say("is not a member", "is a member")) : Fact.NONE;
    }

    @Override
    public Fact compare(Condition.Compare compare) {
        boolean isPlain = compare.right() instanceof Operand.Constant;
        String value = values.shown(compare.left()) + (isPlain ? "" : ", beside " + values.shown(compare.right()));
        return isMeasured(compare, compare.left(), compare.right())
                ? measured(value, compare.left(), compare.comparison(), compare.right())
                : Fact.of(value);
    }

    private Fact measured(String shown, Operand left, Comparison comparison, Operand right) {
        Optional<Object> value = values.found(left);
        Optional<Object> bound = bound(right);
        if (value.isEmpty() || bound.isEmpty()) {
            return Fact.of(shown);
        }
        return new Fact(
                Optional.of(shown + distances.needed(left, value.get(), comparison, bound.get())),
                distances.of(left, value.get(), comparison, bound.get()));
    }

    private Optional<Object> bound(Operand operand) {
        return operand instanceof Operand.Constant constant
                ? Optional.of(constant.value().match(new Value.Cases<Object>() {
                    @Override
                    public Object text(Value.Text text) {
                        return text.text();
                    }

                    @Override
                    public Object number(Value.Number number) {
                        return number.number();
                    }

                    @Override
                    public Object truth(Value.Truth truth) {
                        return truth.truth();
                    }

                    @Override
                    public Object date(Value.Date date) {
                        return date.date();
                    }

                    @Override
                    public Object timestamp(Value.Timestamp timestamp) {
                        return timestamp.instant();
                    }
                }))
                : values.found(operand);
    }

    @Override
    public Fact oneOf(Condition.OneOf oneOf) {
        return Fact.of(values.shown(oneOf.left()));
    }

    @Override
    public Fact between(Condition.Between between) {
        boolean isPlain = between.low() instanceof Operand.Constant && between.high() instanceof Operand.Constant;
        String value = values.shown(between.left())
                + (isPlain ? "" : ", beside " + values.shown(between.low()) + " to " + values.shown(between.high()));
        if (!isMeasured(between, between.left(), between.low(), between.high())) {
            return Fact.of(value);
        }
        boolean isBelow = values.found(between.left())
                .flatMap(found -> bound(between.low()).map(low -> distances.isBelow(found, low)))
                .orElse(false);
        return isBelow
                ? measured(value, between.left(), Comparison.AT_LEAST, between.low())
                : measured(value, between.left(), Comparison.AT_MOST, between.high());
    }

    @Override
    public Fact text(Condition.Text text) {
        return Fact.of(values.shown(text.left()));
    }

    @Override
    public Fact isSet(Condition.IsSet isSet) {
        return Fact.of(values.shown(isSet.left()));
    }

    @Override
    public Fact within(Condition.Within within) {
        Optional<String> missing = isMeasured(within, within.left())
                ? values.found(within.left())
                        .flatMap(value -> Distances.outside(
                                distances.day(value), within.window().on(asOf), "too early", "too late"))
                : Optional.empty();
        return new Fact(Optional.of(values.shown(within.left())), missing);
    }

    @Override
    public Fact anniversary(Condition.Anniversary anniversary) {
        Operand left = anniversary.left();
        Optional<String> missing = isMeasured(anniversary, left)
                ? values.found(left).map(value -> "the next is on " + next(MonthDay.from(distances.day(value))))
                : Optional.empty();
        return new Fact(Optional.of(values.shown(left)), missing);
    }

    /** From the as-of date on. */
    private LocalDate next(MonthDay day) {
        LocalDate thisYear = day.atYear(asOf.getYear());
        return thisYear.isBefore(asOf) ? day.atYear(asOf.getYear() + 1) : thisYear;
    }

    @Override
    public Fact has(Condition.Has has) {
        RelatedRows rows = has.rows();
        long count = values.found(Operand.Aggregate.count(rows))
                .map(found -> ((Number) found).longValue())
                .orElse(0L);
        Optional<EventTimes.Asked> asked = times.of(rows);
        if (count == 0) {
            return new Fact(
                    Optional.of("none found"),
                    isMeasured(has) ? asked.flatMap(found -> nearest(rows, found)) : Optional.empty());
        }
        String newest = asked.flatMap(found -> values.found(found.newest()))
                .map(time -> (count == 1 ? ", on " : ", the last on ") + distances.day(time))
                .orElse("");
        return Fact.of(count + " found" + newest);
    }

    /** Of a window in which there is no row: how far off the nearest one is. */
    private Optional<String> nearest(RelatedRows rows, EventTimes.Asked asked) {
        if (asked.newestEver().isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDate> newest = asked.newestEver().flatMap(values::found).map(distances::day);
        if (newest.isEmpty()) {
            return Optional.of("nor at any other time");
        }
        DateRange range = rows.within().on(asOf);
        Optional<String> tooOld = newest.filter(
                        day -> range.from().filter(day::isBefore).isPresent())
                .flatMap(day -> Distances.outside(day, range, "too old", "too recent")
                        .map(far -> "the last was on " + day + ", " + far));
        return tooOld.or(() -> asked.oldestEver()
                .flatMap(values::found)
                .map(distances::day)
                .flatMap(day -> Distances.outside(day, range, "too old", "too recent")
                        .map(far -> "the first was on " + day + ", " + far)));
    }
}
