package io.segmill.jobs.query;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The members of segments as one publication has them, with columns beside them: what exports and people read. */
public final class PublishedMembers {
    /** The column that tells how similar a member of an expansion is, from 0 to 1. */
    public static final String SIMILARITY = "similarity";

    private final CheckedProject project;
    private final Warehouse warehouse;
    private final TableVersions versions;
    private final CustomerQueries queries;

    /** @param publication whose members and attributes are read, as of its own date */
    public PublishedMembers(CheckedProject project, Warehouse warehouse, Publication publication) {
        this.project = project;
        this.warehouse = warehouse;
        this.versions = new TableVersions(publication.versions());
        this.queries =
                new CustomerQueries(project, SourceTables.of(warehouse, versions), this::customers, publication.asOf());
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

    /**
     * One row a member: the key as {@link CustomerQueries#CUSTOMER_ID}, then the columns in their order, and last the
     * {@link #SIMILARITY} of an expansion's members.
     */
    public Dataset<Row> beside(Segment segment, List<OutputColumn> columns) {
        Dataset<Row> beside = queries.beside(shown(segment), columns);
        return segment.type() == Segment.Type.EXPANSION
                ? beside.withColumn("last", functions.col(SIMILARITY))
                        .drop(SIMILARITY)
                        .withColumnRenamed("last", SIMILARITY)
                : beside;
    }

    private Dataset<Row> shown(Segment segment) {
        return segment.type() == Segment.Type.EXPANSION
                ? members(segment.id(), CustomerQueries.CUSTOMER_ID, SIMILARITY)
                : customers(segment.id());
    }

    /** The first members by customer key, as people see them; with their similarity those of an expansion. */
    public List<List<String>> first(Segment segment, int count) {
        return queries.first(shown(segment), segment.columns(), count);
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
