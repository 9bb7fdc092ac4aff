package io.segmill.core.condition;

import java.util.List;
import java.util.Objects;

/**
 * A question about one customer (or, inside an aggregate, about one row): met or not met, nothing in between. A missing
 * value never meets a test, and {@link Not} is the plain complement.
 */
public sealed interface Condition {
    /** Always met. */
    record Everyone() implements Condition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.everyone(this);
        }
    }

    /** Met when every part is met. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = atLeastOne(parts);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.all(this);
        }
    }

    /** Met when at least one part is met. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = atLeastOne(parts);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.any(this);
        }
    }

    /** Met when no part is met. */
    record None(List<Condition> parts) implements Condition {
        public None {
            parts = atLeastOne(parts);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.none(this);
        }
    }

    /** Met when the inner condition is not. */
    record Not(Condition inner) implements Condition {
        public Not {
            Objects.requireNonNull(inner);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.not(this);
        }
    }

    /** Met when so many of the parts, or more, are met. */
    record AtLeast(int count, List<Condition> parts) implements Condition {
        public AtLeast {
            parts = atLeastOne(parts);
            if (count < 1 || count > parts.size()) {
                throw new IllegalArgumentException(count + " of " + parts.size());
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.atLeast(this);
        }
    }

    /** Met by the members of another segment in this same run. */
    record MemberOf(String segment) implements Condition {
        public MemberOf {
            Objects.requireNonNull(segment);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.memberOf(this);
        }
    }

    /** Met when both values are set and compare so. */
    record Compare(Operand left, Comparison comparison, Operand right, LetterCase letters) implements Condition {
        public Compare {
            Objects.requireNonNull(left);
            Objects.requireNonNull(comparison);
            Objects.requireNonNull(right);
            Objects.requireNonNull(letters);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.compare(this);
        }
    }

    /** Met when the value equals one of the constants. */
    record OneOf(Operand left, List<Operand.Constant> values, LetterCase letters) implements Condition {
        public OneOf {
            Objects.requireNonNull(left);
            Objects.requireNonNull(letters);
            values = atLeastOne(values);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.oneOf(this);
        }
    }

    /** Met when the value is at least the one end and at most the other. */
    record Between(Operand left, Operand low, Operand high) implements Condition {
        public Between {
            Objects.requireNonNull(left);
            Objects.requireNonNull(low);
            Objects.requireNonNull(high);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.between(this);
        }
    }

    /** Met when the text passes the test. */
    record Text(Operand left, TextTest test, String text, LetterCase letters) implements Condition {
        public Text {
            Objects.requireNonNull(left);
            Objects.requireNonNull(test);
            Objects.requireNonNull(letters);
            if (text.isEmpty()) {
                throw new IllegalArgumentException("an empty text tests nothing");
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(this);
        }
    }

    /** Met when there is a value. */
    record IsSet(Operand left) implements Condition {
        public IsSet {
            Objects.requireNonNull(left);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.isSet(this);
        }
    }

    /** Met when the date, or the timestamp's day in the project's time zone, is inside the window. */
    record Within(Operand left, Window window) implements Condition {
        public Within {
            Objects.requireNonNull(left);
            Objects.requireNonNull(window);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.within(this);
        }
    }

    /** Met when the month and day fall inside the window, the year ignored; 29 February falls on 28 in other years. */
    record Anniversary(Operand left, Window window) implements Condition {
        public Anniversary {
            Objects.requireNonNull(left);
            Objects.requireNonNull(window);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.anniversary(this);
        }
    }

    /** Met when there is at least one such row. */
    record Has(RelatedRows rows) implements Condition {
        public Has {
            Objects.requireNonNull(rows);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.has(this);
        }
    }

    <R> R match(Cases<R> cases);

    /** The conditions in the topmost list, or the condition itself where it is no list. */
    default List<Condition> rules() {
        if (this instanceof All all) {
            return all.parts();
        }
        if (this instanceof Any any) {
            return any.parts();
        }
        if (this instanceof None none) {
            return none.parts();
        }
        return this instanceof AtLeast atLeast ? atLeast.parts() : List.of(this);
    }

    private static <T> List<T> atLeastOne(List<T> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an empty list means nothing");
        }
        return List.copyOf(parts);
    }

    /** One method a record and no defaults: a new condition does not compile until every reader of the language answers it. */
    interface Cases<R> {
        R everyone(Everyone everyone);

        R all(All all);

        R any(Any any);

        R none(None none);

        R not(Not not);

        R atLeast(AtLeast atLeast);

        R memberOf(MemberOf memberOf);

        R compare(Compare compare);

        R oneOf(OneOf oneOf);

        R between(Between between);

        R text(Text text);

        R isSet(IsSet isSet);

        R within(Within within);

        R anniversary(Anniversary anniversary);

        R has(Has has);
    }
}
