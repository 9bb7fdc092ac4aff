package io.segmill.orchestration.cli.data;

import io.segmill.core.problem.Failure;
import io.segmill.core.schema.Column;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Reads a customer's key as it is typed. */
final class CustomerKeyText {
    private CustomerKeyText() {}

    /**
     * The key as a value of its column's type.
     *
     * @throws Failure if the text cannot be one
     */
    static Object of(Column key, String text) {
        try {
            return switch (key.type().kind()) {
                case STRING -> text;
                case INT -> Integer.valueOf(text);
                case BIGINT -> Long.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case DECIMAL -> new BigDecimal(text);
                case DATE -> LocalDate.parse(text);
                case TIMESTAMP -> OffsetDateTime.parse(text).toInstant();
                case BOOLEAN -> truth(text);
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Failure(
                    Failure.Blame.USER,
                    shown(key, text) + " cannot be a customer's key: the keys in column '" + key.name()
                            + "' are of type " + key.type() + "\nfix: name a key as it stands in that column",
                    e);
        }
    }

    private static Boolean truth(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException(text);
    }

    /** For messages: personal keys are not repeated. */
    static String shown(Column key, String text) {
        return key.pii() ? "this" : "'" + text + "'";
    }
}
