package io.segmill.jobs.segment;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.query.PublishedMembers;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The refresh of a run's segments: each is evaluated by its own query, so that one that fails fails alone, and all are
 * written together. Safe for segments that are evaluated side by side.
 */
public final class SegmentRefresh implements AutoCloseable {
    /** How many member rows a file of the members should hold. */
    private static final long ROWS_PER_RANGE = 1_000_000;

    private final CheckedProject project;
    private final Warehouse warehouse;
    private final TableVersions versions;
    private final SourceTables tables;
    private final CustomerQueries queries;
    private final MembersWriter writer;
    private final org.apache.spark.sql.types.DataType keyType;
    private final String runId;
    private final LocalDate asOf;
    private final Map<String, Evaluated> evaluated = new ConcurrentHashMap<>();
    private final Map<String, Long> reused = new ConcurrentHashMap<>();

    public SegmentRefresh(
            CheckedProject project, Warehouse warehouse, TableVersions versions, String runId, LocalDate asOf) {
        this.project = project;
        this.warehouse = warehouse;
        this.versions = versions;
        this.tables = SourceTables.of(warehouse, versions);
        this.queries = new CustomerQueries(project, tables, this::members, asOf);
        this.keyType = SparkTypes.of(project.customerKey().type());
        this.writer = new MembersWriter(warehouse, versions, keyType, ROWS_PER_RANGE);
        this.runId = runId;
        this.asOf = asOf;
    }

    /** Segments that were refreshed in some published run. */
    public Set<String> everRefreshed() {
        return PublishedMembers.everRefreshed(warehouse, versions);
    }

    private record Evaluated(Dataset<Row> members, long count) {}

    /**
     * Evaluates a segment; those that it refers to were evaluated before, or give their published members.
     *
     * @return what people should know about it, whole sentences
     * @throws Failure if its list of members cannot be read
     */
    public List<String> evaluate(Segment segment) {
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

    /** Takes over a segment's published members, since nothing they hang on has changed. */
    public void reuse(String segment, long members) {
        reused.put(segment, members);
    }

    /** The segment's members: those of this run if it was evaluated, else the published ones. */
    public Dataset<Row> members(String segment) {
        Evaluated here = evaluated.get(segment);
        return here != null ? here.members() : published(segment);
    }

    Dataset<Row> published(String segment) {
        return writer.members()
                .where(functions.col("segment_id").equalTo(functions.lit(segment)))
                .select(CustomerQueries.CUSTOMER_ID);
    }

    CustomerQueries queries() {
        return queries;
    }

    /**
     * Writes the members of all evaluated segments, in one commit a table; those that were taken over are counted.
     *
     * @param kept other segments that keep their published members
     */
    public Map<String, MembersWriter.Change> write(Collection<String> kept) {
        Dataset<Row> all = warehouse
                .spark()
                .createDataFrame(
                        List.of(),
                        new StructType()
                                .add("segment_id", DataTypes.StringType)
                                .add(CustomerQueries.CUSTOMER_ID, keyType)
                                .add("similarity", DataTypes.DoubleType));
        Map<String, Long> counts = new TreeMap<>(reused);
        for (Map.Entry<String, Evaluated> segment : new TreeMap<>(evaluated).entrySet()) {
            counts.put(segment.getKey(), segment.getValue().count());
            all = all.unionAll(segment.getValue()
                    .members()
                    .select(
                            functions.lit(segment.getKey()).as("segment_id"),
                            functions.col(CustomerQueries.CUSTOMER_ID),
                            functions.lit(null).cast(DataTypes.DoubleType).as("similarity")));
        }
        Set<String> untouched = new TreeSet<>(kept);
        untouched.addAll(reused.keySet());
        // Some partitions for each segment are too many for all of them.
        int partitions = Integer.parseInt(warehouse.spark().conf().get("spark.sql.shuffle.partitions"));
        return writer.write(all.coalesce(partitions), counts, untouched, runId, asOf);
    }

    @Override
    public void close() {
        evaluated.values().forEach(segment -> segment.members().unpersist());
        evaluated.clear();
    }
}
