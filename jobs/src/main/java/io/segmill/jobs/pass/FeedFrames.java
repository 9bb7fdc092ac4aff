package io.segmill.jobs.pass;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.ConditionWalk;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.rows.Classifier;
import io.segmill.jobs.pass.rows.Feed;
import io.segmill.jobs.query.RowFrame;
import io.segmill.jobs.query.SourceTables;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.UnscaledValue;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** The rows that feeds read, beside the columns that they ask for; rows that can count for none are left in the files. */
final class FeedFrames {
    private FeedFrames() {}

    /** @param feeds all of rows of that source */
    static Dataset<Row> of(String source, List<Feed> feeds, SourceTables tables, LocalDate asOf) {
        Set<ColumnPath> paths = new LinkedHashSet<>();
        Column wanted = functions.lit(false);
        for (Feed feed : feeds) {
            columns(feed, paths);
            Column counts = RowFrame.column(feed.tie()).isNotNull();
            // Timestamps have their day in a time zone: files are not searched by it.
            boolean byDate = feed.time()
                    .filter(time -> time.column().type().kind() == DataType.Kind.DATE)
                    .isPresent();
            if (byDate) {
                Column time = RowFrame.column(feed.time().orElseThrow());
                Column visible = time.leq(functions.lit(asOf));
                if (feed.firstDay() > Long.MIN_VALUE) {
                    visible = visible.and(time.geq(functions.lit(LocalDate.ofEpochDay(feed.firstDay()))));
                }
                counts = counts.and(feed.needsTime() ? visible : visible.or(time.isNull()));
            }
            wanted = wanted.or(counts);
        }
        return inUnits(RowFrame.of(source, paths, tables).where(wanted));
    }

    /** Decimals that fit 64 bits as whole numbers of units of their last place, which Spark hands over without checks. */
    private static Dataset<Row> inUnits(Dataset<Row> rows) {
        Column[] columns = Arrays.stream(rows.schema().fields())
                .map(field -> {
                    Column column = rows.col(RowFrame.quoted(field.name()));
                    return field.dataType() instanceof DecimalType decimal
                                    && decimal.precision() <= Decimal.MAX_LONG_DIGITS()
                            ? ExpressionUtils.column(new UnscaledValue(ExpressionUtils.expression(column)))
                                    .as(field.name())
                            : column;
                })
                .toArray(Column[]::new);
        return rows.select(columns);
    }

    private static void columns(Feed feed, Set<ColumnPath> paths) {
        paths.add(feed.tie());
        feed.time().ifPresent(paths::add);
        paths.addAll(feed.parentTimes());
        paths.addAll(feed.measures());
        for (Classifier classifier : feed.classifiers()) {
            if (classifier instanceof Classifier.Cuts cuts) {
                paths.add(cuts.column());
            } else if (classifier instanceof Classifier.Tests tests) {
                paths.add(tests.column());
            } else {
                columns(((Classifier.Whole) classifier).test(), paths);
            }
        }
    }

    private static void columns(Condition condition, Set<ColumnPath> paths) {
        new ConditionWalk() {
            @Override
            protected void readColumn(ColumnPath path) {
                paths.add(path);
            }

            @Override
            protected void readAggregate(Operand.Aggregate aggregate) {
                throw new IllegalStateException("no aggregates among rows: " + aggregate);
            }

            @Override
            protected void readSegment(String id) {
                throw new IllegalStateException("rows are in no segment: " + id);
            }
        }.go(condition);
    }
}
