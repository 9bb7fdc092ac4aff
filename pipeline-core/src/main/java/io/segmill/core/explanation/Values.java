package io.segmill.core.explanation;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.CellText;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;

/** The values that one customer has, as people may see them. */
final class Values implements Operand.Cases<Boolean> {
    private static final String MASK = "***";
    private static final String NONE = "no value";

    private final Answers answers;
    private final CellText cells;
    private final Phrases phrases;

    Values(Answers answers, ZoneId zone, Phrases phrases) {
        this.answers = answers;
        this.cells = new CellText(zone);
        this.phrases = phrases;
    }

    /** Whether a value could say something personal. */
    boolean isPersonal(Operand operand) {
        return operand.match(this);
    }

    /** As the engine found it. */
    Optional<Object> found(Operand operand) {
        return answers.value(operand);
    }

    String shown(Operand operand) {
        return operand instanceof Operand.Constant constant
                ? phrases.constant(constant)
                : shown(operand, found(operand));
    }

    String shown(Operand operand, Optional<Object> value) {
        return value.map(found -> isPersonal(operand) ? MASK : text(operand, found))
                .orElse(NONE);
    }

    private String text(Operand operand, Object value) {
        if (value instanceof BigDecimal sum && operand.type().equals(AggregateFunction.sumOf(DataType.DOUBLE))) {
            return Phrases.plain(sum.stripTrailingZeros());
        }
        String text = cells.of(operand.type(), value);
        return value instanceof String ? Phrases.quoted(text) : text;
    }

    private static boolean isPersonal(Optional<ColumnPath> path) {
        return path.filter(column -> column.column().pii()).isPresent();
    }

    @Override
    public Boolean constant(Operand.Constant constant) {
        return false;
    }

    @Override
    public Boolean attribute(Operand.Attribute attribute) {
        return isPersonal(Optional.of(attribute.path()));
    }

    @Override
    public Boolean aggregate(Operand.Aggregate aggregate) {
        // How many values there are says nothing of what they are.
        return aggregate.function() != AggregateFunction.COUNT_DISTINCT && isPersonal(aggregate.value());
    }

    @Override
    public Boolean times(Operand.Times times) {
        return isPersonal(times.operand());
    }

    @Override
    public Boolean plus(Operand.Plus plus) {
        return isPersonal(plus.operand());
    }

    @Override
    public Boolean moved(Operand.Moved moved) {
        return isPersonal(moved.operand());
    }
}
