package io.segmill.jobs.query;

import io.segmill.jobs.table.Warehouse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WindowGroupLimit;
import org.apache.spark.sql.execution.ExplainMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A query as Spark's optimizer leaves it, one step a line: the last step first, what it reads below it and further to
 * the right. It is for people, so casts and Spark's ids are left out.
 */
public final class ReadablePlan {
    private final List<String> lines = new ArrayList<>();

    /** Columns that some step reads; a table's other columns are of no interest. */
    private final Set<ExprId> used = new HashSet<>();

    private ReadablePlan() {}

    private void uses(LogicalPlan step) {
        CollectionConverters.asJava(step.references().toSeq()).forEach(column -> used.add(column.exprId()));
        CollectionConverters.asJava(step.children()).forEach(this::uses);
    }

    public static List<String> of(Dataset<Row> rows) {
        LogicalPlan whole = execution(rows).optimizedPlan();
        ReadablePlan plan = new ReadablePlan();
        CollectionConverters.asJava(whole.output()).forEach(column -> plan.used.add(column.exprId()));
        plan.uses(whole);
        plan.add(whole, "");
        return List.copyOf(plan.lines);
    }

    /** How Spark runs it, in Spark's own words. */
    public static String physical(Dataset<Row> rows) {
        return execution(rows).explainString(ExplainMode.fromString("formatted"));
    }

    private static QueryExecution execution(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
    }

    private void add(LogicalPlan step, String indent) {
        if (step instanceof Project project && isSelection(project) && project.child() instanceof LogicalRelation) {
            add(project.child(), indent);
            return;
        }
        lines.add(indent + said(step));
        for (LogicalPlan child : CollectionConverters.asJava(step.children())) {
            add(child, indent + "  ");
        }
    }

    /** Whether it only leaves out columns. */
    private static boolean isSelection(Project project) {
        return CollectionConverters.asJava(project.projectList()).stream().allMatch(Attribute.class::isInstance);
    }

    private String said(LogicalPlan step) {
        if (step instanceof Project project) {
            return "select " + names(project.projectList());
        }
        if (step instanceof Filter filter) {
            return "keep rows where " + ReadableExpression.of(filter.condition());
        }
        if (step instanceof Join join) {
            String on = join.condition().isEmpty()
                    ? ""
                    : " on " + ReadableExpression.of(join.condition().get());
            return join.joinType().sql().toLowerCase(Locale.ROOT) + " join" + on;
        }
        if (step instanceof Aggregate aggregate) {
            String each = aggregate.groupingExpressions().isEmpty()
                    ? "over all rows"
                    : "for each " + names(aggregate.groupingExpressions());
            return each + ": " + names(aggregate.aggregateExpressions());
        }
        if (step instanceof Window window) {
            return "rank: " + names(window.windowExpressions());
        }
        if (step instanceof WindowGroupLimit limit) {
            return "keep the first " + limit.limit() + grouped(limit.partitionSpec()) + " by "
                    + names(limit.orderSpec());
        }
        if (step instanceof LogicalRelation relation) {
            String columns = CollectionConverters.asJava(relation.output()).stream()
                    .filter(column -> used.contains(column.exprId()))
                    .map(Attribute::name)
                    .collect(Collectors.joining(", "));
            return read(relation) + ": " + columns;
        }
        return step.nodeName().toLowerCase(Locale.ROOT) + ": " + names(step.output());
    }

    private static String grouped(scala.collection.immutable.Seq<Expression> by) {
        return by.isEmpty() ? "" : " of each " + names(by);
    }

    private static String names(scala.collection.immutable.Seq<? extends Object> expressions) {
        return CollectionConverters.asJava(expressions).stream()
                .map(one -> one instanceof NamedExpression || one instanceof Expression
                        ? ReadableExpression.of((Expression) one)
                        : one.toString())
                .collect(Collectors.joining(", "));
    }

    private static String read(LogicalRelation relation) {
        return "read "
                + (relation.relation() instanceof HadoopFsRelation files
                        ? Warehouse.tableRead(files).orElseGet(relation::nodeName)
                        : relation.nodeName());
    }
}
