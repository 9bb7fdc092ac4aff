package io.segmill.jobs.query;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.project.Limit;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.schema.CellText;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
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

    private static final String MASK = "***";
    private static final String KEY_OF_VALUES = "key of the customer";

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

    /**
     * The members of a segment: one column {@link #CUSTOMER_ID}, one row a customer.
     *
     * @param condition whom the limits are applied to
     */
    public Dataset<Row> members(Condition condition, List<Limit> limits) {
        Frame frame = frame(needs(condition, limits));
        Dataset<Row> met = frame.rows().where(frame.conditions(asOf).of(condition));
        return limits.isEmpty()
                ? met.select(frame.key().as(CUSTOMER_ID))
                : limits(limits, frame).kept(met);
    }

    /**
     * Where the customers who meet a condition stand in one of its limits, those alone who passed the limits before it.
     *
     * @param index of the limit
     * @return {@link #CUSTOMER_ID}, {@code by} with what is ranked, {@code rank} from 1, {@code ranked} with how many are
     *     ranked together
     */
    public Dataset<Row> ranking(Condition condition, List<Limit> limits, int index) {
        Frame frame = frame(needs(condition, limits));
        return limits(limits, frame)
                .ranking(frame.rows().where(frame.conditions(asOf).of(condition)), index);
    }

    private static Needs needs(Condition condition, List<Limit> limits) {
        Needs needs = new Needs().add(condition);
        limits.forEach(limit -> {
            needs.add(limit.by());
            limit.per().ifPresent(needs::add);
        });
        return needs;
    }

    private static Limits limits(List<Limit> limits, Frame frame) {
        return new Limits(limits, frame.key().as(CUSTOMER_ID), frame.operands()::of);
    }

    /** The customers who meet a condition: one column {@link #CUSTOMER_ID}, one row a customer. */
    public Dataset<Row> meeting(Condition condition) {
        return members(condition, List.of());
    }

    /**
     * What conditions and operands are for each customer.
     *
     * @return the key as {@link #CUSTOMER_ID}, then for each condition whether it is met, named {@code met_1}, {@code
     *     met_2}, …, then the values of the operands, {@code value_1}, {@code value_2}, …
     */
    public Dataset<Row> answers(List<Condition> conditions, List<Operand> operands) {
        Needs needs = new Needs();
        conditions.forEach(needs::add);
        operands.forEach(needs::add);
        Frame frame = frame(needs);
        List<Column> selected = new ArrayList<>();
        selected.add(frame.key().as(CUSTOMER_ID));
        for (int index = 0; index < conditions.size(); index++) {
            selected.add(frame.conditions(asOf).of(conditions.get(index)).as("met_" + (index + 1)));
        }
        for (int index = 0; index < operands.size(); index++) {
            selected.add(frame.operands().of(operands.get(index)).as("value_" + (index + 1)));
        }
        return frame.rows().select(selected.toArray(Column[]::new));
    }

    /**
     * The columns shown beside customers.
     *
     * @param customers with a column {@link #CUSTOMER_ID}, and any others, which are kept behind it in their order
     * @return the customers' columns, then one for each asked for, named {@code column_1}, {@code column_2}, …
     */
    public Dataset<Row> beside(Dataset<Row> customers, List<OutputColumn> columns) {
        return customers
                .join(
                        values(columns),
                        functions.col(CUSTOMER_ID).equalTo(functions.col(RowFrame.quoted(KEY_OF_VALUES))),
                        "left")
                .drop(KEY_OF_VALUES);
    }

    /**
     * As {@link #beside}, for many customers.
     *
     * @param count how many they are
     * @return in partitions of which one holds no more than fits into memory; these one after another, and the rows of
     *     each, are in the order of {@link #CUSTOMER_ID}
     */
    public Dataset<Row> besideInOrder(Dataset<Row> customers, long count, List<OutputColumn> columns) {
        return new OrderedJoin(customers, CUSTOMER_ID, count)
                .with(values(columns), KEY_OF_VALUES)
                .drop(KEY_OF_VALUES);
    }

    private Dataset<Row> values(List<OutputColumn> columns) {
        Needs needs = new Needs();
        columns.forEach(column -> needs.add(column.value()));
        Frame frame = frame(needs);
        List<Column> selected = new ArrayList<>();
        selected.add(frame.key().as(KEY_OF_VALUES));
        for (int index = 0; index < columns.size(); index++) {
            selected.add(frame.operands().of(columns.get(index).value()).as("column_" + (index + 1)));
        }
        return frame.rows().select(selected.toArray(Column[]::new));
    }

    /**
     * The first customers by key, as people see them: personal values masked, missing ones empty.
     *
     * @param customers with a column {@link #CUSTOMER_ID}, and perhaps others, which are doubles
     * @return a row each: the key, then the columns, then what else stood beside the key
     */
    public List<List<String>> first(Dataset<Row> customers, List<OutputColumn> columns, int count) {
        Dataset<Row> first = customers.orderBy(CUSTOMER_ID).limit(count);
        int others = customers.columns().length - 1;
        List<List<String>> shown = new ArrayList<>();
        // The limit changes nothing but the way to sort: without one, Spark evaluates all first to find ranges of keys.
        for (Row row : beside(first, columns).orderBy(CUSTOMER_ID).limit(count).collectAsList()) {
            List<String> cells = new ArrayList<>();
            cells.add(shown(
                    project.customerKey().type(),
                    row.get(0),
                    project.customerKey().pii()));
            for (int column = 0; column < columns.size(); column++) {
                OutputColumn one = columns.get(column);
                cells.add(shown(one.value().type(), row.get(1 + others + column), one.isPii()));
            }
            for (int other = 1; other <= others; other++) {
                cells.add(shown(DataType.DOUBLE, row.get(other), false));
            }
            shown.add(cells);
        }
        return shown;
    }

    private String shown(DataType type, Object value, boolean personal) {
        if (value == null) {
            return "";
        }
        return personal ? MASK : new CellText(project.settings().timeZone()).of(type, value);
    }

    /** A condition on a source's own row as a column over that source's rows, true or false and never missing. */
    public static Column onRow(Condition condition, LocalDate asOf) {
        return RowConditions.ofRows(asOf).of(condition);
    }

    private Frame frame(Needs needs) {
        String customers = project.customers().id();
        ColumnPath key = new ColumnPath(RowPath.at(customers), project.customerKey());
        Set<ColumnPath> paths = new LinkedHashSet<>(needs.paths());
        paths.add(key);
        Dataset<Row> rows = RowFrame.of(customers, paths, tables);
        CustomerRows related = new CustomerRows(project, tables, asOf);
        Map<Operand.Aggregate, Column> aggregates = new HashMap<>();
        for (Operand.Aggregate aggregate : needs.aggregates()) {
            String name = "aggregate_" + (aggregates.size() + 1);
            Dataset<Row> grouped = related.grouped(aggregate)
                    .select(
                            functions.col(CustomerRows.TIE).as(name + "_tie"),
                            functions.col(CustomerRows.VALUE).as(name));
            Column anchor = RowFrame.column(CustomerRows.anchor(aggregate.rows()));
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

    /** Every customer beside all that a query reads of them. */
    private record Frame(
            Dataset<Row> rows, Column key, Map<Operand.Aggregate, Column> aggregates, Map<String, Column> memberships) {
        RowOperands operands() {
            return new RowOperands(aggregates::get);
        }

        RowConditions conditions(LocalDate asOf) {
            return new RowConditions(operands(), memberships::get, asOf);
        }
    }
}
