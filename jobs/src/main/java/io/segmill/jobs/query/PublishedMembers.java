package io.segmill.jobs.query;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.core.run.SegmentCount;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The members of segments as one publication has them, with columns beside them: what exports and people read. */
public final class PublishedMembers {
    /** The column that tells how similar a member of an expansion is, from 0 to 1. */
    public static final String SIMILARITY = "similarity";

    /** Whether a customer {@value #ENTERED} or {@value #LEFT}. */
    public static final String CHANGE = "change";

    public static final String ENTERED = "entered";
    public static final String LEFT = "left";

    private final CheckedProject project;
    private final Warehouse warehouse;
    private final TableVersions versions;
    private final LocalDate asOf;

    /** @param publication whose members and attributes are read, as of its own date */
    public PublishedMembers(CheckedProject project, Warehouse warehouse, Publication publication) {
        this.project = project;
        this.warehouse = warehouse;
        this.versions = new TableVersions(publication.versions());
        this.asOf = publication.asOf();
    }

    private CustomerQueries queries(LocalDate date) {
        return new CustomerQueries(project, SourceTables.of(warehouse, versions), this::customers, date);
    }

    /** Segments that were refreshed in some published run. */
    public Set<String> everRefreshed() {
        return everRefreshed(warehouse, versions);
    }

    /** Segments with a row in {@code segments/counts}: whatever became of them since, they had members once. */
    public static Set<String> everRefreshed(Warehouse warehouse, TableVersions versions) {
        OptionalLong version = versions.of(TableName.COUNTS);
        if (version.isEmpty()) {
            return Set.of();
        }
        return warehouse
                .read(TableName.COUNTS, version.getAsLong())
                .select("segment_id")
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the newest published refresh of some segments made of them, by segment; without those never refreshed. */
    public Map<String, SegmentCount> counts(Collection<String> segments) {
        return counts(warehouse, versions, segments);
    }

    private static Map<String, SegmentCount> counts(
            Warehouse warehouse, TableVersions versions, Collection<String> segments) {
        OptionalLong version = versions.of(TableName.COUNTS);
        if (version.isEmpty()) {
            return Map.of();
        }
        // The ids of runs are in the order of their starts.
        return warehouse
                .read(TableName.COUNTS, version.getAsLong())
                .where(functions.col("segment_id").isInCollection(segments))
                .groupBy("segment_id")
                .agg(functions
                        .max(functions.struct("run_id", "as_of", "members", "entered", "left"))
                        .as("newest"))
                .select("segment_id", "newest.*")
                .collectAsList()
                .stream()
                .map(row -> new SegmentCount(
                        row.getString(0),
                        row.getString(1),
                        row.getAs("as_of"),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5)))
                .collect(Collectors.toUnmodifiableMap(SegmentCount::segment, count -> count));
    }

    /** Of some segments those whose members have left since their newest refresh: switched off, or deleted, meanwhile. */
    public Set<String> emptied(Collection<String> segments) {
        return emptied(warehouse, versions, segments);
    }

    /** As {@link #emptied(Collection)}. */
    public static Set<String> emptied(Warehouse warehouse, TableVersions versions, Collection<String> segments) {
        Set<String> emptied = counts(warehouse, versions, segments).values().stream()
                .filter(count -> count.members() > 0)
                .map(SegmentCount::segment)
                .collect(Collectors.toCollection(TreeSet::new));
        OptionalLong version = versions.of(TableName.MEMBERS);
        if (!emptied.isEmpty() && version.isPresent()) {
            warehouse
                    .read(TableName.MEMBERS, version.getAsLong())
                    .select("segment_id")
                    .where(functions.col("segment_id").isInCollection(emptied))
                    .distinct()
                    .collectAsList()
                    .forEach(row -> emptied.remove(row.getString(0)));
        }
        return emptied;
    }

    /** Everybody in a segment as entered: the changes against nobody. */
    public Dataset<Row> allEntered(String segment) {
        return customers(segment).withColumn(CHANGE, functions.lit(ENTERED));
    }

    /**
     * Who entered a segment and who left it after a run, back and forth left out.
     *
     * @return {@link CustomerQueries#CUSTOMER_ID} and {@link #CHANGE}, one row a customer
     */
    public Dataset<Row> changesAfter(String runId, String segment) {
        OptionalLong version = versions.of(TableName.CHANGES);
        if (version.isEmpty()) {
            return allEntered(segment).limit(0);
        }
        Column direction =
                functions.when(functions.col(CHANGE).equalTo(ENTERED), 1).otherwise(-1);
        // A customer who enters has left, or was never there, and the other way round: the sum is 1, -1 or 0.
        return warehouse
                .read(TableName.CHANGES, version.getAsLong())
                .where(functions.col("segment_id").equalTo(functions.lit(segment)))
                .where(functions.col("run_id").gt(functions.lit(runId)))
                .groupBy(CustomerQueries.CUSTOMER_ID)
                .agg(functions.sum(direction).as("net"))
                .where(functions.col("net").notEqual(0))
                .select(
                        functions.col(CustomerQueries.CUSTOMER_ID),
                        functions
                                .when(functions.col("net").gt(0), ENTERED)
                                .otherwise(LEFT)
                                .as(CHANGE));
    }

    /**
     * One row a customer: the key as {@link CustomerQueries#CUSTOMER_ID}, what else there is, then the columns, and last
     * the {@link #SIMILARITY} of an expansion's members.
     *
     * @param count how many customers there are
     * @param segment whose members the customers are or were
     * @param asOf the date as of which windows in the columns are meant
     * @return in the order of the key, as {@link CustomerQueries#besideInOrder} has it
     */
    public Dataset<Row> besideInOrder(
            Dataset<Row> customers, long count, Segment segment, List<OutputColumn> columns, LocalDate asOf) {
        if (segment.type() != Segment.Type.EXPANSION) {
            return queries(asOf).besideInOrder(customers, count, columns);
        }
        Dataset<Row> rated = members(segment.id(), CustomerQueries.CUSTOMER_ID, SIMILARITY)
                .withColumnRenamed(CustomerQueries.CUSTOMER_ID, "rated");
        Dataset<Row> beside = queries(asOf)
                .besideInOrder(
                        customers
                                .join(
                                        rated,
                                        customers
                                                .col(CustomerQueries.CUSTOMER_ID)
                                                .equalTo(rated.col("rated")),
                                        "left")
                                .drop("rated"),
                        count,
                        columns);
        List<String> names = new ArrayList<>(List.of(beside.columns()));
        names.remove(SIMILARITY);
        names.add(SIMILARITY);
        return beside.selectExpr(names.toArray(String[]::new));
    }

    private Dataset<Row> shown(Segment segment) {
        return segment.type() == Segment.Type.EXPANSION
                ? members(segment.id(), CustomerQueries.CUSTOMER_ID, SIMILARITY)
                : customers(segment.id());
    }

    /** The first members by customer key, as people see them; with their similarity those of an expansion. */
    public List<List<String>> first(Segment segment, int count) {
        return queries(asOf).first(shown(segment), segment.columns(), count);
    }

    /** One column {@link CustomerQueries#CUSTOMER_ID}, one row a member. */
    public Dataset<Row> customers(String segment) {
        return members(segment, CustomerQueries.CUSTOMER_ID);
    }

    private Dataset<Row> members(String segment, String... columns) {
        Column[] names = Arrays.stream(columns).map(functions::col).toArray(Column[]::new);
        OptionalLong version = versions.of(TableName.MEMBERS);
        if (version.isEmpty()) {
            return warehouse
                    .spark()
                    .createDataFrame(
                            List.of(),
                            new StructType()
                                    .add(
                                            CustomerQueries.CUSTOMER_ID,
                                            SparkTypes.of(project.customerKey().type()))
                                    .add(SIMILARITY, DataTypes.DoubleType))
                    .select(names);
        }
        return warehouse
                .read(TableName.MEMBERS, version.getAsLong())
                .where(functions.col("segment_id").equalTo(functions.lit(segment)))
                .select(names);
    }
}
