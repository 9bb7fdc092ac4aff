package io.segmill.core.explanation;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Window;
import io.segmill.core.project.Source;
import io.segmill.core.schema.ColumnPath;
import java.time.LocalDate;
import java.util.Optional;

/** When related rows happened, as operands: what tells people how far off a window a customer is. */
final class EventTimes {
    private final CheckedProject project;
    private final LocalDate asOf;

    EventTimes(CheckedProject project, LocalDate asOf) {
        this.project = project;
        this.asOf = asOf;
    }

    /**
     * The times that are asked for one test for rows.
     *
     * @param newest of the rows that count
     * @param newestEver whatever the window; absent without one
     * @param oldestEver likewise, and only where the window ends before the as-of date
     */
    record Asked(Operand newest, Optional<Operand> newestEver, Optional<Operand> oldestEver) {}

    /** Empty where rows have no event time, or a personal one. */
    Optional<Asked> of(RelatedRows rows) {
        Source source = project.sources().get(rows.path().end());
        return source.eventTime().filter(time -> !time.column().pii()).map(time -> {
            RelatedRows ever = new RelatedRows(rows.path(), rows.where(), new Window.AllTime());
            boolean isWindowed = !rows.within().equals(new Window.AllTime());
            DateRange range = rows.within().on(asOf);
            boolean hasEnded = range.to().filter(to -> to.isBefore(asOf)).isPresent();
            return new Asked(
                    extreme(AggregateFunction.MAX, rows, time),
                    isWindowed ? Optional.of(extreme(AggregateFunction.MAX, ever, time)) : Optional.empty(),
                    hasEnded ? Optional.of(extreme(AggregateFunction.MIN, ever, time)) : Optional.empty());
        });
    }

    private static Operand extreme(AggregateFunction function, RelatedRows rows, ColumnPath time) {
        return new Operand.Aggregate(function, rows, Optional.of(time));
    }
}
