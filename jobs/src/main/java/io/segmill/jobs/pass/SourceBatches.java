package io.segmill.jobs.pass;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.batch.FrameColumns;
import io.segmill.jobs.pass.batch.RowBatches;
import io.segmill.jobs.query.RowFrame;
import io.segmill.jobs.query.SourceTables;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows of a source in column batches, each valid until the next one is asked for. Where nothing but files is read,
 * they are those that come from the files: nothing is copied.
 *
 * @param columns where columns are found in a batch
 */
record SourceBatches(JavaRDD<ColumnarBatch> batches, FrameColumns columns) {
    /**
     * Reads a source.
     *
     * @param paths columns of its rows, by hops to one row
     * @param counting which rows are asked for; others may come too
     */
    static SourceBatches of(String source, Collection<ColumnPath> paths, Column counting, SourceTables tables) {
        Dataset<Row> all = RowFrame.of(source, paths, tables);
        return of(all, all.where(counting));
    }

    /** Reads all rows of a frame. */
    static SourceBatches of(Dataset<Row> frame) {
        return of(frame, frame);
    }

    /** @param frame rows of {@code all}; those that it leaves out may come too */
    private static SourceBatches of(Dataset<Row> all, Dataset<Row> frame) {
        Optional<SourceBatches> batches = isFilesAlone(all.queryExecution().analyzed())
                ? ofBatches(frame.queryExecution().executedPlan())
                : Optional.empty();
        return batches.orElseGet(() -> {
            StructType schema = frame.schema();
            return new SourceBatches(
                    frame.queryExecution().toRdd().toJavaRDD().mapPartitions(rows -> new RowBatches(rows, schema)),
                    new FrameColumns(frame.columns()));
        });
    }

    private static boolean isFilesAlone(LogicalPlan plan) {
        boolean isPlain = plan instanceof Project || plan instanceof SubqueryAlias || plan instanceof LogicalRelation;
        return isPlain && CollectionConverters.asJava(plan.children()).stream().allMatch(SourceBatches::isFilesAlone);
    }

    private static Optional<SourceBatches> ofBatches(SparkPlan plan) {
        Map<ExprId, ExprId> renamed = new HashMap<>();
        SparkPlan at = plan;
        while (!(at instanceof ColumnarToRowExec)) {
            if (at instanceof ProjectExec project) {
                for (NamedExpression column : CollectionConverters.asJava(project.projectList())) {
                    if (column instanceof Alias alias && alias.child() instanceof Attribute from) {
                        renamed.put(alias.exprId(), from.exprId());
                    } else if (!(column instanceof Attribute)) {
                        return Optional.empty();
                    }
                }
            } else if (!(at instanceof WholeStageCodegenExec
                    || at instanceof InputAdapter
                    || at instanceof FilterExec)) {
                return Optional.empty();
            }
            at = at.children().head();
        }
        SparkPlan read = at.children().head();
        while (read instanceof InputAdapter) {
            read = read.children().head();
        }
        return read instanceof FileSourceScanExec scan ? ofBatches(plan, scan, renamed) : Optional.empty();
    }

    private static Optional<SourceBatches> ofBatches(
            SparkPlan plan, FileSourceScanExec scan, Map<ExprId, ExprId> renamed) {
        List<ExprId> output = CollectionConverters.asJava(scan.output()).stream()
                .map(Attribute::exprId)
                .toList();
        Map<String, Integer> ordinals = new HashMap<>();
        Set<Integer> used = new HashSet<>();
        for (Attribute column : CollectionConverters.asJava(plan.output())) {
            ExprId id = column.exprId();
            while (renamed.containsKey(id)) {
                id = renamed.get(id);
            }
            int ordinal = output.indexOf(id);
            if (ordinal < 0) {
                return Optional.empty();
            }
            ordinals.put(column.name(), ordinal);
            used.add(ordinal);
        }
        // A column that nobody asked for tells which rows are deleted.
        if (used.size() < output.size()) {
            return Optional.empty();
        }
        return Optional.of(
                new SourceBatches(scan.executeColumnar().toJavaRDD(), new FrameColumns(ordinals, output.size())));
    }
}
