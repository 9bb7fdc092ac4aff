package io.segmill.jobs.pass;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.rows.Bins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/** Cuts the keys of customers into ranges of about equal shares, by a sample of them. */
final class KeyRanges {
    private static final int SAMPLE_A_PARTITION = 20_000;
    private static final long SEED = 20_260_101;

    private final Coding coding;
    private final Interns interns = new Interns();
    private final long[] sample;
    private final long customers;

    /** What one task saw. */
    private record Seen(long count, long[] longs, byte[][] texts) implements java.io.Serializable {}

    /** @param keys one column */
    static KeyRanges of(Dataset<Row> keys, DataType type) {
        Coding coding = Coding.of(type);
        List<Seen> seen = SourceBatches.of(keys)
                .batches()
                .mapPartitions(batches -> List.of(sample(batches, coding)).iterator())
                .collect();
        return new KeyRanges(coding, seen);
    }

    private static Seen sample(Iterator<ColumnarBatch> batches, Coding coding) {
        Random random = new Random(SEED);
        long count = 0;
        List<Long> longs = new ArrayList<>();
        List<byte[]> texts = new ArrayList<>();
        while (batches.hasNext()) {
            ColumnarBatch batch = batches.next();
            ColumnVector keys = batch.column(0);
            for (int row = 0; row < batch.numRows(); row++) {
                if (keys.isNullAt(row)) {
                    continue;
                }
                long place = count < SAMPLE_A_PARTITION ? count : (long) (random.nextDouble() * (count + 1));
                count++;
                if (place < SAMPLE_A_PARTITION) {
                    if (coding.isInterned()) {
                        put(texts, (int) place, coding.text(keys, row).getBytes());
                    } else {
                        put(longs, (int) place, coding.code(keys, row));
                    }
                }
            }
        }
        return new Seen(count, longs.stream().mapToLong(one -> one).toArray(), texts.toArray(byte[][]::new));
    }

    private static <T> void put(List<T> list, int place, T value) {
        if (place == list.size()) {
            list.add(value);
        } else {
            list.set(place, value);
        }
    }

    private KeyRanges(Coding coding, List<Seen> seen) {
        this.coding = coding;
        this.customers = seen.stream().mapToLong(Seen::count).sum();
        // Partitions are sampled alike, whatever their size: a key stands for as many as its partition's share says.
        long most = seen.stream().mapToLong(Seen::count).max().orElse(0);
        List<Long> all = new ArrayList<>();
        for (Seen one : seen) {
            int taken = Math.max(one.longs().length, one.texts().length);
            long wanted = most == 0 ? 0 : Math.min(taken, (taken * one.count() + most - 1) / most);
            for (int index = 0; index < wanted; index++) {
                all.add(
                        coding.isInterned()
                                ? interns.of(UTF8String.fromBytes(one.texts()[index]))
                                : one.longs()[index]);
            }
        }
        this.sample = all.stream()
                .sorted((left, right) -> coding.compare(left, right, interns))
                .mapToLong(one -> one)
                .toArray();
    }

    long customers() {
        return customers;
    }

    Interns interns() {
        return interns;
    }

    /** The first key of every range but the first; fewer than wanted where there are few keys. */
    long[] bounds(int ranges) {
        List<Long> bounds = new ArrayList<>();
        if (sample.length == 0) {
            return new long[0];
        }
        for (int range = 1; range < ranges; range++) {
            long bound = sample[(int) ((long) range * sample.length / ranges)];
            boolean isFirst = bounds.isEmpty() && sample[0] == bound;
            if (!isFirst && (bounds.isEmpty() || bounds.get(bounds.size() - 1) != bound)) {
                bounds.add(bound);
            }
        }
        return bounds.stream().mapToLong(one -> one).toArray();
    }

    /**
     * Bins of about equal shares inside of parts.
     *
     * @param parts the first key of every part but the first, coded with {@link #interns()}
     */
    Bins bins(long[] parts, int bins) {
        List<Long> all = new ArrayList<>();
        for (long bound : bounds(bins)) {
            all.add(bound);
        }
        Arrays.stream(parts).filter(part -> !all.contains(part)).forEach(all::add);
        all.sort((left, right) -> coding.compare(left, right, interns));
        int[] firstOfPart = new int[parts.length + 1];
        for (int part = 0; part < parts.length; part++) {
            firstOfPart[part + 1] = all.indexOf(parts[part]) + 1;
        }
        return new Bins(coding, all.stream().mapToLong(one -> one).toArray(), interns, firstOfPart);
    }
}
