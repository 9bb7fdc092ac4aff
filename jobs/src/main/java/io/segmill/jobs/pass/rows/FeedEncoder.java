package io.segmill.jobs.pass.rows;

import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import io.segmill.jobs.pass.feed.Classifier;
import io.segmill.jobs.pass.feed.Fed;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.feed.SignatureTable;
import io.segmill.jobs.pass.feed.Signatures;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes related rows as a {@link Layout} says, those that feed something; for one thread. */
public final class FeedEncoder implements Chunks.Encoder {
    private final int number;
    private final int tie;
    private final Coding tieCoding;
    private final DayReader[] times;
    private final DayReader ownTime;
    private final boolean needsTime;
    private final long firstDay;
    private final long lastDay;
    private final Signatures signatures;
    private final ClassReader[] classes;
    private final int[] classifiers;
    private final Follower[] followers;
    private final SignatureTable table;
    private final long[] signature;
    private final ValueWriter[] carriers;

    public FeedEncoder(
            int number, Layout layout, FrameColumns columns, ConditionEvaluator evaluator, Days days, long asOf) {
        Feed feed = layout.feed();
        this.number = number;
        this.tie = columns.ordinal(feed.tie());
        this.tieCoding = Coding.of(feed.tie().column().type());
        this.times = feed.parentTimes().stream()
                .map(time -> new DayReader(columns, time, days))
                .toArray(DayReader[]::new);
        this.ownTime =
                feed.time().map(time -> new DayReader(columns, time, days)).orElse(null);
        this.needsTime = feed.needsTime();
        this.firstDay = feed.firstDay();
        this.lastDay = asOf;
        this.signatures = layout.signatures();
        this.classifiers = java.util.stream.IntStream.range(
                        0, feed.classifiers().size())
                .filter(index -> layout.place(feed.classifiers().get(index)) < 0)
                .toArray();
        this.followers = new Follower[layout.lookups().size()];
        for (int index = 0; index < followers.length; index++) {
            followers[index] = new Follower(layout.lookups().get(index).ready(), layout.partial(index), columns);
        }
        this.classes = Arrays.stream(classifiers)
                .mapToObj(index -> reader(feed.classifiers().get(index), layout, columns, evaluator, days))
                .toArray(ClassReader[]::new);
        this.table = new SignatureTable(layout.feeding());
        this.signature = new long[signatures.words()];
        this.carriers = new ValueWriter[layout.ownMeasures().size() + followers.length];
        for (int index = 0; index < layout.ownMeasures().size(); index++) {
            carriers[index] = ValueWriter.of(layout.ownMeasures().get(index), columns);
        }
        System.arraycopy(followers, 0, carriers, layout.ownMeasures().size(), followers.length);
    }

    /** Of a classifier that reads columns of the row itself, and maybe of lookups. */
    private ClassReader reader(
            Classifier classifier, Layout layout, FrameColumns columns, ConditionEvaluator evaluator, Days days) {
        boolean isOwn = classifier.columns().stream().allMatch(path -> layout.lookup(path) < 0);
        if (isOwn) {
            return ClassReader.of(classifier, columns, evaluator, days);
        }
        Classifier.Whole whole = (Classifier.Whole) classifier;
        return new ClassReader() {
            @Override
            long of(InternalRow row) {
                return evaluator.meets(whole.test(), new RowReadings(path -> value(path, row))) ? 1 : 0;
            }

            private java.util.Optional<Object> value(ColumnPath path, InternalRow row) {
                int lookup = layout.lookup(path);
                return lookup < 0
                        ? columns.value(row, path)
                        : layout.lookups()
                                .get(lookup)
                                .columns()
                                .value(layout.lookups().get(lookup).row(followers[lookup].place), path);
            }
        };
    }

    @Override
    public void encode(InternalRow row, Chunks chunks) {
        if (row.isNullAt(tie) || !isVisible(row)) {
            return;
        }
        Arrays.fill(signature, 0);
        for (Follower follower : followers) {
            follower.follow(row, signature);
        }
        for (int index = 0; index < classes.length; index++) {
            signatures.add(classifiers[index], classes[index].of(row), signature);
        }
        Fed fed = table.next(signature);
        if (fed.isNothing()) {
            return;
        }
        Packed packed = chunks.at(number, row, tie, tieCoding);
        for (long word : signature) {
            packed.unsigned(word);
        }
        ValueWriter.write(carriers, fed.carried(), row, packed);
    }

    private boolean isVisible(InternalRow row) {
        for (DayReader parent : times) {
            if (!parent.isMissing(row) && parent.of(row) > lastDay) {
                return false;
            }
        }
        if (ownTime == null) {
            return true;
        }
        if (ownTime.isMissing(row)) {
            return !needsTime;
        }
        long day = ownTime.of(row);
        return day <= lastDay && day >= firstDay;
    }

    /** Finds the place of a row in a lookup, and writes it. */
    private static final class Follower extends ValueWriter {
        private final Lookup lookup;
        private final long[][] partial;
        private final int ordinal;
        private final Coding coding;
        private int place;

        Follower(Lookup lookup, long[][] partial, FrameColumns columns) {
            this.lookup = lookup;
            this.partial = partial;
            this.ordinal = columns.ordinal(lookup.from());
            this.coding = Coding.of(lookup.from().column().type());
        }

        void follow(InternalRow row, long[] signature) {
            place = lookup.place(row, ordinal, coding);
            for (int word = 0; word < signature.length; word++) {
                signature[word] += partial[word][place];
            }
        }

        @Override
        boolean isMissing(InternalRow row) {
            return place == lookup.places() - 1;
        }

        @Override
        void write(InternalRow row, Packed packed) {
            packed.unsigned(place);
        }
    }

    private static final class DayReader {
        private final int ordinal;
        private final Coding coding;
        private final Days days;

        DayReader(FrameColumns columns, ColumnPath path, Days days) {
            this.ordinal = columns.ordinal(path);
            this.coding = Coding.of(path.column().type());
            this.days = days;
        }

        boolean isMissing(InternalRow row) {
            return row.isNullAt(ordinal);
        }

        long of(InternalRow row) {
            long code = coding.code(row, ordinal);
            return coding.kind() == DataType.Kind.TIMESTAMP ? days.of(code) : code;
        }
    }
}
