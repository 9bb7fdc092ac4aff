package io.segmill.core.condition;

import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
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

    /** How many of the rows there are; 0 when there is none. */
    record Count(RelatedRows rows) implements Operand {
        public Count {
            Objects.requireNonNull(rows);
        }

        @Override
        public DataType type() {
            return DataType.BIGINT;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.count(this);
        }
    }

    /**
     * The sum of a numeric column over the rows, missing values left out; 0 when nothing is set. Doubles are summed
     * as decimals of 9 places, so that the order of the rows does not matter.
     *
     * @param value from the row, by hops to one row
     */
    record Sum(RelatedRows rows, ColumnPath value) implements Operand {
        public Sum {
            Objects.requireNonNull(rows);
            if (!value.column().type().isNumeric()) {
                throw new IllegalArgumentException("only numbers have a sum: " + value);
            }
        }

        @Override
        public DataType type() {
            DataType summed = value.column().type();
            return switch (summed.kind()) {
                case INT, BIGINT -> DataType.BIGINT;
                case DECIMAL -> DataType.decimal(DataType.MOST_DIGITS, summed.scale());
                case DOUBLE -> DataType.decimal(DataType.MOST_DIGITS, 9);
                case BOOLEAN, STRING, DATE, TIMESTAMP -> throw new IllegalStateException("not a number: " + summed);
            };
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sum(this);
        }
    }

    /** The type of the value where there is one. */
    DataType type();

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new operand does not compile until every reader answers it. */
    interface Cases<R> {
        R constant(Constant constant);

        R attribute(Attribute attribute);

        R count(Count count);

        R sum(Sum sum);
    }
}
