package io.segmill.jobs.query;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
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

    /** One row a member: the key as {@link CustomerQueries#CUSTOMER_ID}, then the columns in their order. */
    public Dataset<Row> beside(String segment, List<OutputColumn> columns) {
        return queries.beside(customers(segment), columns);
    }

    /** The first members by customer key, as people see them. */
    public List<List<String>> first(Segment segment, int count) {
        return queries.first(customers(segment.id()), segment.columns(), count);
    }

    /** One column {@link CustomerQueries#CUSTOMER_ID}, one row a member. */
    public Dataset<Row> customers(String segment) {
        OptionalLong version = versions.of(TableName.MEMBERS);
        if (version.isEmpty()) {
            return warehouse
                    .spark()
                    .createDataFrame(
                            List.of(),
                            new StructType()
                                    .add(
                                            CustomerQueries.CUSTOMER_ID,
                                            SparkTypes.of(project.customerKey().type())));
        }
        return warehouse
                .read(TableName.MEMBERS, version.getAsLong())
                .where(functions.col("segment_id").equalTo(functions.lit(segment)))
                .select(CustomerQueries.CUSTOMER_ID);
    }
}
