package io.segmill.jobs.segment;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Segment;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The published members of segments, for people and files that read them. */
public final class MembersView {
    private static final String MASK = "***";

    private final CheckedProject project;
    private final CustomerQueries queries;
    private final MembersWriter members;

    /** @param publication whose members and attributes are read, as of its own date */
    public MembersView(CheckedProject project, Warehouse warehouse, Publication publication) {
        TableVersions versions = new TableVersions(publication.versions());
        this.project = project;
        this.members = new MembersWriter(
                warehouse, versions, SparkTypes.of(project.customerKey().type()), Long.MAX_VALUE);
        this.queries =
                new CustomerQueries(project, SourceTables.of(warehouse, versions), this::customers, publication.asOf());
    }

    /**
     * The first members by customer key, as people see them: personal values masked, missing ones empty.
     *
     * @return a row each: the key, then the segment's columns
     */
    public List<List<String>> first(Segment segment, int count) {
        Dataset<Row> first =
                customers(segment.id()).orderBy(CustomerQueries.CUSTOMER_ID).limit(count);
        List<List<String>> shown = new ArrayList<>();
        for (Row row : queries.beside(first, segment.columns())
                .orderBy(CustomerQueries.CUSTOMER_ID)
                .collectAsList()) {
            List<String> cells = new ArrayList<>();
            cells.add(shown(row.get(0), project.customerKey().pii()));
            for (int column = 0; column < segment.columns().size(); column++) {
                cells.add(
                        shown(row.get(column + 1), segment.columns().get(column).isPii()));
            }
            shown.add(cells);
        }
        return shown;
    }

    private Dataset<Row> customers(String segment) {
        return members.members()
                .where(functions.col("segment_id").equalTo(functions.lit(segment)))
                .select(CustomerQueries.CUSTOMER_ID);
    }

    private static String shown(Object value, boolean personal) {
        if (value == null) {
            return "";
        }
        return personal ? MASK : value.toString();
    }
}
