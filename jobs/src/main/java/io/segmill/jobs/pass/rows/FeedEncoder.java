package io.segmill.jobs.pass.rows;

import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes related rows: the row's class in each classifier, then its measures. */
public final class FeedEncoder implements Chunks.Encoder {
    private final int number;
    private final int tie;
    private final Coding tieCoding;
    private final DayReader[] times;
    private final DayReader ownTime;
    private final boolean needsTime;
    private final long firstDay;
    private final long lastDay;
    private final ClassReader[] classes;
    private final long[] found;
    private final MeasureWriter measures;

    public FeedEncoder(
            int number, Feed feed, FrameColumns columns, ConditionEvaluator evaluator, Days days, long asOf) {
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
        this.classes = feed.classifiers().stream()
                .map(classifier -> ClassReader.of(classifier, columns, evaluator, days))
                .toArray(ClassReader[]::new);
        this.found = new long[classes.length];
        this.measures = new MeasureWriter(feed.measures(), columns);
    }

    @Override
    public void encode(InternalRow row, Chunks chunks) {
        if (row.isNullAt(tie) || !isVisible(row)) {
            return;
        }
        for (int index = 0; index < classes.length; index++) {
            found[index] = classes[index].of(row);
        }
        Packed packed = chunks.at(number, row, tie, tieCoding);
        for (long one : found) {
            packed.unsigned(one);
        }
        measures.write(row, packed);
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
