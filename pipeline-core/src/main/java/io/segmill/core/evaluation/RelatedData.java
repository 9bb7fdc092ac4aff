package io.segmill.core.evaluation;

import io.segmill.core.schema.Hop;
import java.util.List;
import java.util.Optional;

/** Where the rows are that belong to a row. */
public interface RelatedData {
    /** The row that a hop to one row leads to; empty when the foreign key is missing or finds nothing. */
    Optional<Row> one(Row row, Hop hop);

    /** The rows that a hop to many leads to, in no particular order, each once. */
    List<Row> many(Row row, Hop hop);
}
