package io.segmill.jobs.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The ranges of the customer key by which the members' files are cut, so that a night rewrites only the ranges in which
 * members changed.
 *
 * @param bounds the first key of every range but the first, ascending, as texts
 */
record CustomerRanges(List<String> bounds, DataType keyType) {
    /** One range for all. */
    static CustomerRanges single(DataType keyType) {
        return new CustomerRanges(List.of(), keyType);
    }

    /** About equal shares of the keys. */
    static CustomerRanges over(Dataset<Row> keys, String column, int count) {
        DataType type = keys.schema().apply(column).dataType();
        if (count == 1) {
            return single(type);
        }
        List<String> bounds = keys
                .select(column)
                .repartitionByRange(count, functions.col(column))
                .groupBy(functions.spark_partition_id())
                .agg(functions.min(column).as("least"))
                .orderBy("least")
                .select(functions.col("least").cast("string"))
                .collectAsList()
                .stream()
                .skip(1)
                .map(row -> row.getString(0))
                .toList();
        return new CustomerRanges(bounds, type);
    }

    /** Reads what {@link #encoded()} wrote. */
    static CustomerRanges decoded(String encoded, DataType keyType) {
        try {
            String[] bounds = new ObjectMapper()
                    .readValue(
                            new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8), String[].class);
            return new CustomerRanges(Arrays.asList(bounds), keyType);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the members' ranges cannot be read", e);
        }
    }

    CustomerRanges {
        bounds = List.copyOf(bounds);
    }

    /** As a text that is safe inside a table property. */
    String encoded() {
        try {
            return Base64.getUrlEncoder()
                    .encodeToString(
                            new ObjectMapper().writeValueAsString(bounds).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    int count() {
        return bounds.size() + 1;
    }

    /** The number of the range, from 0, that holds a key. */
    Column number(Column key) {
        return bounds.stream()
                .map(bound -> functions
                        .when(key.geq(functions.lit(bound).cast(keyType)), functions.lit(1))
                        .otherwise(functions.lit(0)))
                .reduce(Column::plus)
                .orElseGet(() -> functions.lit(0));
    }

    /** An SQL predicate that is met by the keys of those ranges; its literals are written by Spark itself. */
    String predicate(String column, Collection<Integer> numbers) {
        return numbers.stream()
                .map(number -> {
                    List<String> ends = new ArrayList<>();
                    if (number > 0) {
                        ends.add(column + " >= " + literal(bounds.get(number - 1)));
                    }
                    if (number < bounds.size()) {
                        ends.add(column + " < " + literal(bounds.get(number)));
                    }
                    return ends.isEmpty() ? "true" : "(" + String.join(" AND ", ends) + ")";
                })
                .collect(Collectors.joining(" OR "));
    }

    private String literal(String bound) {
        return "CAST(" + Literal.create(bound, DataTypes.StringType).sql() + " AS " + keyType.sql() + ")";
    }
}
