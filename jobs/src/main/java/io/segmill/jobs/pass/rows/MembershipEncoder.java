package io.segmill.jobs.pass.rows;

import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
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
    private final int[] ordinals;
    private final Map<UTF8String, Integer> lists = new HashMap<>();
    private final Coding key;
    private UTF8String last;
    private int list;

    /**
     * @param ordinals where the rows have those four
     * @param lists the number of each list, by id; rows of others are passed over
     */
    public MembershipEncoder(int number, int[] ordinals, Map<String, Integer> lists, Coding key) {
        this.number = number;
        this.ordinals = ordinals.clone();
        lists.forEach((id, list) -> this.lists.put(UTF8String.fromString(id), list));
        this.key = key;
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
    public void encode(InternalRow row, Chunks chunks) {
        UTF8String id = row.getUTF8String(ordinals[0]);
        // Tables are sorted by list.
        if (!id.equals(last)) {
            last = id.copy();
            list = lists.getOrDefault(last, -1);
        }
        if (list >= 0) {
            Packed packed = chunks.at(number, row, ordinals[1], key);
            packed.unsigned(list);
            long day = row.isNullAt(ordinals[2]) ? 0 : row.getInt(ordinals[2]);
            long similarity = row.isNullAt(ordinals[3]) ? -1 : Math.round(row.getDouble(ordinals[3]) * MILLIONTHS);
            packed.signed((similarity + 1) << Integer.SIZE | day & NO_SIGN);
        }
    }
}
