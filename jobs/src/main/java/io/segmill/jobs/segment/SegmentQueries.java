package io.segmill.jobs.segment;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.query.PublishedMembers;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** Segments one at a time, each by its own query: the members of a few are found sooner so than by a pass for all. */
final class SegmentQueries implements AutoCloseable {
    private final CheckedProject project;
    private final Warehouse warehouse;
    private final TableVersions versions;
    private final SourceTables tables;
    private final CustomerQueries queries;
    private final Map<String, Evaluated> evaluated = new ConcurrentHashMap<>();

    SegmentQueries(CheckedProject project, Warehouse warehouse, TableVersions versions, LocalDate asOf) {
        this.project = project;
        this.warehouse = warehouse;
        this.versions = versions;
        this.tables = SourceTables.of(warehouse, versions);
        this.queries = new CustomerQueries(project, tables, this::members, asOf);
    }

    /** Segments that were refreshed in some published run. */
    Set<String> everRefreshed() {
        return PublishedMembers.everRefreshed(warehouse, versions);
    }

    private record Evaluated(Dataset<Row> members, long count) {}

    /**
     * Evaluates a segment; those that it refers to were evaluated before, or give their published members.
     *
     * @return what people should know about it, whole sentences
     * @throws Failure if its list of members cannot be read
     */
    List<String> evaluate(Segment segment) {
        return segment.selection().match(new Selection.Cases<>() {
            @Override
            public List<String> where(Selection.Where where) {
                keep(segment, queries.members(where.condition(), where.limits()));
                return List.of();
            }

            @Override
            public List<String> listed(Selection.Listed listed) {
                ListedCustomers customers = new ListedCustomers(
                        listed,
                        tables.rows(project.customers().id()),
                        project.customerKey().name(),
                        project.settings().timeZone());
                keep(segment, customers.customers());
                return customers.warnings();
            }

            @Override
            public List<String> similar(Selection.Similar similar) {
                throw new IllegalStateException("expansions are not available yet: " + segment.id());
            }
        });
    }

    private void keep(Segment segment, Dataset<Row> found) {
        Dataset<Row> members = found.persist(StorageLevel.DISK_ONLY());
        try {
            evaluated.put(segment.id(), new Evaluated(members, members.count()));
        } catch (RuntimeException e) {
            members.unpersist();
            throw e;
        }
    }

    /** The segment's members: those of this run if it was evaluated, else the published ones. */
    Dataset<Row> members(String segment) {
        Evaluated here = evaluated.get(segment);
        return here != null ? here.members() : published(segment);
    }

    Dataset<Row> published(String segment) {
        return new MembersTable(warehouse, versions, project.customerKey().type())
                .rows()
                .where(functions.col("segment_id").equalTo(functions.lit(segment)))
                .select(CustomerQueries.CUSTOMER_ID);
    }

    CustomerQueries queries() {
        return queries;
    }

    @Override
    public void close() {
        evaluated.values().forEach(segment -> segment.members().unpersist());
        evaluated.clear();
    }
}
