package io.segmill.jobs.segment;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.jobs.pass.Expander;
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
    private final Expander expander;
    private final Map<String, Evaluated> evaluated = new ConcurrentHashMap<>();

    /** @param expander finds the members of expansions */
    SegmentQueries(
            CheckedProject project, Warehouse warehouse, TableVersions versions, LocalDate asOf, Expander expander) {
        this.project = project;
        this.warehouse = warehouse;
        this.versions = versions;
        this.tables = SourceTables.of(warehouse, versions);
        this.queries = new CustomerQueries(project, tables, this::members, asOf);
        this.expander = expander;
    }

    /** Segments that were refreshed in some published run. */
    Set<String> everRefreshed() {
        return PublishedMembers.everRefreshed(warehouse, versions);
    }

    /** Whether a segment has the members of its newest refresh. */
    boolean stands(String segment) {
        return everRefreshed().contains(segment)
                && PublishedMembers.emptied(warehouse, versions, Set.of(segment))
                        .isEmpty();
    }

    /** What there is to say of a segment, whole sentences. */
    record Told(List<String> details, List<String> warnings) {}

    private record Evaluated(Dataset<Row> members, long count) {}

    /**
     * Evaluates a segment; those that it refers to were evaluated before, or give their published members.
     *
     * @return what people should know about it
     * @throws Failure if its list of members cannot be read, or it cannot be expanded to
     */
    Told evaluate(Segment segment) {
        return segment.selection().match(new Selection.Cases<>() {
            @Override
            public Told where(Selection.Where where) {
                keep(segment, queries.members(where.condition(), where.limits()));
                return new Told(List.of(), List.of());
            }

            @Override
            public Told listed(Selection.Listed listed) {
                ListedCustomers customers = new ListedCustomers(
                        listed,
                        tables.rows(project.customers().id()),
                        project.customerKey().name(),
                        project.settings().timeZone());
                keep(segment, customers.customers());
                return new Told(List.of(), customers.warnings());
            }

            @Override
            public Told similar(Selection.Similar similar) {
                Expander.Found found = expander.members(segment, Expander.customers(queries, similar));
                keep(
                        segment,
                        found.members()
                                .select(
                                        functions.col(CustomerQueries.CUSTOMER_ID),
                                        functions
                                                .col(Expander.SIMILARITY)
                                                .divide(functions.lit(1e6))
                                                .as(PublishedMembers.SIMILARITY)));
                return new Told(found.details(), found.warnings());
            }
        });
    }

    private void keep(Segment segment, Dataset<Row> found) {
        Dataset<Row> members = found.persist(StorageLevel.DISK_ONLY());
        try {
            evaluated.put(segment.id(), new Evaluated(members, members.count()));
        } catch (Exception e) {
            members.unpersist();
            throw e;
        }
    }

    /** The segment's members: those of this run if it was evaluated, else the published ones. */
    Dataset<Row> members(String segment) {
        Evaluated here = evaluated.get(segment);
        return here != null ? here.members().select(CustomerQueries.CUSTOMER_ID) : published(segment);
    }

    /** The members of a segment that was evaluated, those of an expansion with their similarity. */
    Dataset<Row> evaluated(String segment) {
        return evaluated.get(segment).members();
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
