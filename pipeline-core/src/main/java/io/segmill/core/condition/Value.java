package io.segmill.core.condition;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** A constant of the language: never missing, never cast. */
public sealed interface Value {
    /** A text, compared by code point. */
    record Text(String text) implements Value {
        public Text {
            Objects.requireNonNull(text);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(this);
        }
    }

    /** A number, the exact decimal as written. */
    record Number(BigDecimal number) implements Value {
        public Number {
            Objects.requireNonNull(number);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.number(this);
        }
    }

    /** True or false. */
    record Truth(boolean truth) implements Value {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.truth(this);
        }
    }

    /** A calendar day; beside a timestamp it stands for the whole day in the project's time zone. */
    record Date(LocalDate date) implements Value {
        public Date {
            Objects.requireNonNull(date);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.date(this);
        }
    }

    /** A moment. */
    record Timestamp(Instant instant) implements Value {
        public Timestamp {
            Objects.requireNonNull(instant);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.timestamp(this);
        }
    }

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new kind of constant does not compile until every reader answers it. */
    interface Cases<R> {
        R text(Text text);

        R number(Number number);

        R truth(Truth truth);

        R date(Date date);

        R timestamp(Timestamp timestamp);
    }
}
