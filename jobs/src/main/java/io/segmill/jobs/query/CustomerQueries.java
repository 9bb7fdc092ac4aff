package io.segmill.jobs.query;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.RowPath;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Compiles what is asked about customers into one DataFrame query each: conditions, and columns shown beside members. */
public final class CustomerQueries {
    /** The column that holds the customer's key wherever customers are listed. */
    public static final String CUSTOMER_ID = "customer_id";

    private final CheckedProject project;
    private final SourceTables tables;
    private final SegmentMembers members;
    private final LocalDate asOf;

    /** @param members of the segments that others refer to, as they are in this run */
    public CustomerQueries(CheckedProject project, SourceTables tables, SegmentMembers members, LocalDate asOf) {
        this.project = project;
        this.tables = tables;
        this.members = members;
        this.asOf = asOf;
    }

    /** The customers who meet the segment's condition: one column {@link #CUSTOMER_ID}, one row a customer. */
    public Dataset<Row> members(Segment segment) {
        return meeting(segment.where());
    }

    /** The customers who meet a condition: one column {@link #CUSTOMER_ID}, one row a customer. */
    public Dataset<Row> meeting(Condition condition) {
        Needs needs = new Needs().add(condition);
        Frame frame = frame(needs);
        Column met = new RowConditions(frame::value, frame::membership, asOf).of(condition);
        return frame.rows().where(met).select(frame.key().as(CUSTOMER_ID));
    }

    /**
     * The columns shown beside customers.
     *
     * @param customers with a column {@link #CUSTOMER_ID}, and any others, which are kept behind it in their order
     * @return the customers' columns, then one for each asked for, named {@code column_1}, {@code column_2}, …
     */
    public Dataset<Row> beside(Dataset<Row> customers, List<OutputColumn> columns) {
        Needs needs = new Needs();
        columns.forEach(column -> needs.add(column.value()));
        Frame frame = frame(needs);
        List<Column> selected = new ArrayList<>();
        selected.add(frame.key().as("key of the customer"));
        List<Column> kept = new ArrayList<>();
        for (String column : customers.columns()) {
            kept.add(customers.col(RowFrame.quoted(column)));
        }
        for (int index = 0; index < columns.size(); index++) {
            String name = "column_" + (index + 1);
            selected.add(frame.value(columns.get(index).value()).as(name));
            kept.add(functions.col(name));
        }
        Dataset<Row> values = frame.rows().select(selected.toArray(Column[]::new));
        return customers
                .join(values, customers.col(CUSTOMER_ID).equalTo(values.col("`key of the customer`")), "left")
                .select(kept.toArray(Column[]::new));
    }

    /** A condition on a source's own row as a column over that source's rows, true or false and never missing. */
    public static Column onRow(Condition condition, LocalDate asOf) {
        return new RowConditions(
                        CustomerQueries::attribute,
                        segment -> {
                            throw new IllegalStateException("no members among rows");
                        },
                        asOf)
                .of(condition);
    }

    /** The frame's column for an operand that is an attribute. */
    static Column attribute(Operand operand) {
        if (operand instanceof Operand.Attribute attribute) {
            Column column = RowFrame.column(attribute.path());
            return attribute
                    .part()
                    .map(part -> RowConditions.part(column, part))
                    .orElse(column);
        }
        throw new IllegalStateException("only attributes have a value for a row: " + operand);
    }

    private Frame frame(Needs needs) {
        String customers = project.customers().id();
        ColumnPath key = new ColumnPath(RowPath.at(customers), project.customerKey());
        Set<ColumnPath> paths = new LinkedHashSet<>(needs.paths());
        paths.add(key);
        Dataset<Row> rows = RowFrame.of(customers, paths, tables);
        CustomerRows related = new CustomerRows(project, tables, asOf);
        Map<Operand, Column> aggregates = new HashMap<>();
        for (Operand aggregate : needs.aggregates()) {
            String name = "aggregate_" + (aggregates.size() + 1);
            Dataset<Row> grouped = related.grouped(aggregate)
                    .select(
                            functions.col(CustomerRows.TIE).as(name + "_tie"),
                            functions.col(CustomerRows.VALUE).as(name));
            Column anchor = RowFrame.column(CustomerRows.anchor(rowsOf(aggregate)));
            rows = rows.join(grouped, anchor.equalTo(functions.col(name + "_tie")), "left");
            aggregates.put(aggregate, CustomerRows.withoutRows(aggregate, functions.col(name)));
        }
        Map<String, Column> memberships = new HashMap<>();
        for (String segment : needs.segments()) {
            String name = "member_of_" + (memberships.size() + 1);
            Dataset<Row> joined = members.of(segment)
                    .select(
                            functions.col(CUSTOMER_ID).as(name + "_key"),
                            functions.lit(true).as(name));
            rows = rows.join(joined, RowFrame.column(key).equalTo(functions.col(name + "_key")), "left");
            memberships.put(segment, functions.col(name));
        }
        return new Frame(rows, RowFrame.column(key), aggregates, memberships);
    }

    private static RelatedRows rowsOf(Operand aggregate) {
        return aggregate.match(new Operand.Cases<>() {
            @Override
            public RelatedRows constant(Operand.Constant constant) {
                throw new IllegalStateException("a constant is no aggregate");
            }

            @Override
            public RelatedRows attribute(Operand.Attribute attribute) {
                throw new IllegalStateException("an attribute is no aggregate");
            }

            @Override
            public RelatedRows count(Operand.Count count) {
                return count.rows();
            }

            @Override
            public RelatedRows sum(Operand.Sum sum) {
                return sum.rows();
            }
        });
    }

    /** Every customer beside all that a query reads of them. */
    private record Frame(
            Dataset<Row> rows, Column key, Map<Operand, Column> aggregates, Map<String, Column> memberships) {
        Column value(Operand operand) {
            Column aggregate = aggregates.get(operand);
            return aggregate != null ? aggregate : attribute(operand);
        }

        Column membership(String segment) {
            return memberships.get(segment);
        }
    }
}
