package io.segmill.jobs.pass.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
}
