package io.segmill.jobs.pass.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.table.SparkTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Where the customer keys are cut into ranges, each of which is one task of a pass and one file of the members.
 *
 * @param firsts the first key of every range but the first, ascending; codes as digits, texts as their bytes in Base64
 */
public record KeyCuts(List<String> firsts, DataType key) {
    public KeyCuts {
        firsts = List.copyOf(firsts);
    }

    /** @param firsts as codes */
    public static KeyCuts of(long[] firsts, DataType key, Interns interns) {
        boolean interned = Coding.of(key).isInterned();
        return new KeyCuts(
                Arrays.stream(firsts)
                        .mapToObj(first -> interned
                                ? Base64.getEncoder()
                                        .encodeToString(interns.text(first).getBytes())
                                : Long.toString(first))
                        .toList(),
                key);
    }

    /** As codes. */
    public long[] codes(Interns interns) {
        return firsts.stream().mapToLong(first -> code(first, interns)).toArray();
    }

    private long code(String first, Interns interns) {
        return Coding.of(key).isInterned()
                ? interns.of(UTF8String.fromBytes(Base64.getDecoder().decode(first)))
                : Long.parseLong(first);
    }

    /** Reads what {@link #encoded()} wrote. */
    public static KeyCuts decoded(String encoded, DataType key) {
        try {
            String[] firsts = new ObjectMapper()
                    .readValue(
                            new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8), String[].class);
            return new KeyCuts(Arrays.asList(firsts), key);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the cuts of the members' keys cannot be read", e);
        }
    }

    /** As a text that is safe inside a table property. */
    public String encoded() {
        try {
            return Base64.getUrlEncoder()
                    .encodeToString(
                            new ObjectMapper().writeValueAsString(firsts).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public int ranges() {
        return firsts.size() + 1;
    }

    /** An SQL predicate that is met by the keys of those ranges; its literals are written by Spark itself. */
    public String predicate(String column, Collection<Integer> ranges) {
        return ranges.stream()
                .map(number -> {
                    List<String> ends = new ArrayList<>();
                    if (number > 0) {
                        ends.add(column + " >= " + literal(firsts.get(number - 1)));
                    }
                    if (number < firsts.size()) {
                        ends.add(column + " < " + literal(firsts.get(number)));
                    }
                    return ends.isEmpty() ? "true" : "(" + String.join(" AND ", ends) + ")";
                })
                .collect(Collectors.joining(" OR "));
    }

    private String literal(String first) {
        Interns interns = new Interns();
        long code = code(first, interns);
        if (key.kind() == DataType.Kind.TIMESTAMP) {
            // Spark's own literal is a clock time, which there may be twice when clocks are put back.
            return "TIMESTAMP '" + Coding.of(key).value(code, interns) + "'";
        }
        return new Literal(Coding.of(key).internal(code, interns), SparkTypes.of(key)).sql();
    }
}
