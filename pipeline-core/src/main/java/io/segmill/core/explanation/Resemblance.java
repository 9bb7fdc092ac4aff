package io.segmill.core.explanation;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How similar a customer is to a segment's members.
 *
 * @param similarity in millionths; absent where nothing could be learned of the members
 * @param isTaken whether the customer is among those whom the expansion takes
 * @param reasons what speaks for and against, whole sentences
 */
public record Resemblance(OptionalInt similarity, boolean isTaken, List<String> reasons) {
    public Resemblance {
        Objects.requireNonNull(similarity);
        reasons = List.copyOf(reasons);
    }
}
