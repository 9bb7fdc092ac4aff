package io.segmill.core.condition;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** Calendar days from one to another, both included; an absent end is open. */
public record DateRange(Optional<LocalDate> from, Optional<LocalDate> to) {
    /** Every day there is. */
    public static final DateRange ALL = new DateRange(Optional.empty(), Optional.empty());

    public DateRange {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
    }

    public static DateRange of(LocalDate from, LocalDate to) {
        return new DateRange(Optional.of(from), Optional.of(to));
    }

    public static DateRange until(LocalDate to) {
        return new DateRange(Optional.empty(), Optional.of(to));
    }

    public static DateRange since(LocalDate from) {
        return new DateRange(Optional.of(from), Optional.empty());
    }

    public boolean contains(LocalDate day) {
        return from.map(first -> !day.isBefore(first)).orElse(true)
                && to.map(last -> !day.isAfter(last)).orElse(true);
    }
}
