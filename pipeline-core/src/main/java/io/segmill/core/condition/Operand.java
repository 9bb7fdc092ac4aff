package io.segmill.core.condition;

import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/** Something that has a value, or none, for a customer (or, inside an aggregate's condition, for a row). */
public sealed interface Operand {
    /** A constant as written. */
    record Constant(Value value, DataType type) implements Operand {
        public Constant {
            Objects.requireNonNull(value);
            Objects.requireNonNull(type);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.constant(this);
        }
    }

    /** A column reached by hops to one row, whole or a part of it. */
    record Attribute(ColumnPath path, Optional<Part> part) implements Operand {
        public Attribute {
            Objects.requireNonNull(part);
            if (!path.rows().isToOne()) {
                throw new IllegalArgumentException("an attribute has one value: " + path);
            }
        }

        @Override
        public DataType type() {
            return part.isPresent() ? DataType.INT : path.column().type();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.attribute(this);
        }
    }

    /**
     * What a function makes of the rows that are related to a customer.
     *
     * @param value the column from the row, by hops to one row; present just for the functions that take one
     */
    record Aggregate(AggregateFunction function, RelatedRows rows, Optional<ColumnPath> value) implements Operand {
        public Aggregate {
            Objects.requireNonNull(rows);
            if (value.isPresent() != function.takesColumn()) {
                throw new IllegalArgumentException(function + " of " + value);
            }
            if (value.isPresent() && !function.takes(value.get().column().type())) {
                throw new IllegalArgumentException(
                        function + " of " + value.get().column());
            }
        }

        /** How many rows there are. */
        public static Aggregate count(RelatedRows rows) {
            return new Aggregate(AggregateFunction.COUNT, rows, Optional.empty());
        }

        @Override
        public DataType type() {
            return switch (function) {
                case COUNT, COUNT_DISTINCT -> DataType.BIGINT;
                case DAYS_SINCE -> DataType.INT;
                case AVERAGE -> DataType.DOUBLE;
                case SUM -> AggregateFunction.sumOf(columnType());
                case MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT -> columnType();
            };
        }

        private DataType columnType() {
            return value.orElseThrow().column().type();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.aggregate(this);
        }
    }

    /**
     * A number times a factor: exact, but for doubles. The operand may have as many whole digits as the product's type
     * leaves to it; more is an overflow.
     */
    record Times(Operand operand, BigDecimal factor) implements Operand {
        public Times {
            if (!operand.type().isNumeric()) {
                throw new IllegalArgumentException("only numbers have a factor: " + operand);
            }
        }

        /** Places after the point of the exact product; beyond {@link DataType#MOST_DIGITS} there is none. */
        public static int places(DataType operand, BigDecimal factor) {
            return operand.scale() + Math.max(0, factor.scale());
        }

        @Override
        public DataType type() {
            if (operand.type().kind() == DataType.Kind.DOUBLE) {
                return DataType.DOUBLE;
            }
            int digits = operand.type().digits() + Math.max(factor.precision(), factor.scale()) + 1;
            return DataType.decimal(Math.min(digits, DataType.MOST_DIGITS), places(operand.type(), factor));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.times(this);
        }
    }

    /** A number plus another (less, if negative): exact, but for doubles. */
    record Plus(Operand operand, BigDecimal number) implements Operand {
        public Plus {
            if (!operand.type().isNumeric()) {
                throw new IllegalArgumentException("only numbers have a sum: " + operand);
            }
        }

        @Override
        public DataType type() {
            if (operand.type().kind() == DataType.Kind.DOUBLE) {
                return DataType.DOUBLE;
            }
            int places = Math.max(operand.type().scale(), Math.max(0, number.scale()));
            int whole = Math.max(operand.type().digits() - operand.type().scale(), number.precision() - number.scale());
            return DataType.decimal(Math.min(places + whole + 1, DataType.MOST_DIGITS), places);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.plus(this);
        }
    }

    /** A date or timestamp so many units later, earlier if negative; a timestamp keeps its clock time in the project's zone. */
    record Moved(Operand operand, int count, CalendarUnit unit) implements Operand {
        public Moved {
            Objects.requireNonNull(unit);
            if (!operand.type().isTemporal()) {
                throw new IllegalArgumentException("only dates and timestamps move: " + operand);
            }
        }

        @Override
        public DataType type() {
            return operand.type();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.moved(this);
        }
    }

    /** The type of the value where there is one. */
    DataType type();

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new operand does not compile until every reader answers it. */
    interface Cases<R> {
        R constant(Constant constant);

        R attribute(Attribute attribute);

        R aggregate(Aggregate aggregate);

        R times(Times times);

        R plus(Plus plus);

        R moved(Moved moved);
    }
}
