package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.batch.TextNumbers;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes memberships: rows of a list's id, a customer's key, the day on which the customer became a member and the
 * similarity from 0 to 1; the last two may be missing.
 */
public final class MembershipEncoder implements Chunks.Encoder {
    /** Of how many units a similarity of 1 is, while it travels. */
    public static final double MILLIONTHS = 1e6;

    private static final long NO_SIGN = 0xFFFFFFFFL;

    private final int number;
    private final BatchColumns batch;
    private final BatchColumn list;
    private final TextNumbers numbers;
    private final BatchColumn key;
    private final BatchColumn day;
    private final BatchColumn similarity;

    /**
     * @param names of those four columns
     * @param lists the number of each list, by id; rows of others are passed over
     */
    public MembershipEncoder(
            int number, List<String> names, Map<String, Integer> lists, DataType key, BatchColumns batch) {
        this.number = number;
        this.batch = batch;
        this.list = batch.of(names.get(0), DataType.STRING);
        this.key = batch.of(names.get(1), key);
        this.day = batch.of(names.get(2), DataType.DATE);
        this.similarity = batch.of(names.get(3), DataType.DOUBLE);
        Map<UTF8String, Integer> known = new HashMap<>();
        lists.forEach((id, one) -> known.put(UTF8String.fromString(id), one));
        this.numbers = new TextNumbers(list, row -> known.getOrDefault(list.text(row), -1));
    }

    /** The day that was written. */
    public static int day(long dayAndSimilarity) {
        return (int) dayAndSimilarity;
    }

    /** The similarity that was written, in millionths; negative for none. */
    public static int similarity(long dayAndSimilarity) {
        return (int) (dayAndSimilarity >>> Integer.SIZE) - 1;
    }

    @Override
    public void encode(Chunks chunks) {
        numbers.next();
        for (int row = 0; row < batch.rows(); row++) {
            long one = numbers.of(row);
            if (one >= 0) {
                Packed packed = chunks.at(number, key, row);
                packed.unsigned(one);
                long entered = day.isMissing(row) ? 0 : day.codes()[row];
                long millionths = similarity.isMissing(row)
                        ? -1
                        : Math.round(Coding.toDouble(similarity.codes()[row]) * MILLIONTHS);
                packed.signed((millionths + 1) << Integer.SIZE | entered & NO_SIGN);
            }
        }
    }
}
