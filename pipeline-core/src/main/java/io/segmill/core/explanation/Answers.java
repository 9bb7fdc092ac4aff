package io.segmill.core.explanation;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Question} found for one customer.
 *
 * @param values missing ones are absent; of the Java types that {@link io.segmill.core.schema.CellText} takes
 */
public record Answers(Map<Condition, Boolean> met, Map<Operand, Object> values) {
    public Answers {
        met = Map.copyOf(met);
        values = Collections.unmodifiableMap(new HashMap<>(values));
    }

    boolean isMet(Condition condition) {
        Boolean answer = met.get(condition);
        if (answer == null) {
            throw new IllegalArgumentException("was not asked: " + condition);
        }
        return answer;
    }

    Optional<Object> value(Operand operand) {
        return Optional.ofNullable(values.get(operand));
    }
}
