package io.segmill.jobs.segment;

import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Compares a run's members of all segments with the published ones and writes what became of them: the members, the
 * changes and the counts, at most one commit each.
 */
public final class MembersWriter {
    private static final String SEGMENT_ID = "segment_id";
    private static final String CUSTOMER_ID = CustomerQueries.CUSTOMER_ID;
    private static final String RANGES = "segmill.customer-ranges";
    private static final int MOST_RANGES = 128;

    private final Warehouse warehouse;
    private final TableVersions versions;
    private final DataType keyType;
    private final long rowsPerRange;

    /**
     * @param keyType of the customer key
     * @param rowsPerRange how many member rows a file should hold; a file is what a change rewrites
     */
    public MembersWriter(Warehouse warehouse, TableVersions versions, DataType keyType, long rowsPerRange) {
        this.warehouse = warehouse;
        this.versions = versions;
        this.keyType = keyType;
        this.rowsPerRange = rowsPerRange;
    }

    /** How the members of a segment changed. */
    public record Change(long members, long entered, long left) {}

    /** The members as last published or written by this run: the table's columns; empty before the first run. */
    public Dataset<Row> members() {
        OptionalLong version = versions.of(TableName.MEMBERS);
        return version.isPresent()
                ? warehouse.read(TableName.MEMBERS, version.getAsLong())
                : warehouse.spark().createDataFrame(List.of(), membersSchema());
    }

    /**
     * Writes the members of the refreshed segments.
     *
     * @param evaluated columns {@code segment_id}, {@code customer_id} and {@code similarity}, one row a membership, of
     *     refreshed segments only
     * @param members how many each refreshed segment has; each gets a row in the counts
     * @param kept segments that keep their published members; those of every other segment that was not evaluated leave
     * @return what changed, of each refreshed segment and of each whose members left
     */
    public Map<String, Change> write(
            Dataset<Row> evaluated, Map<String, Long> members, Collection<String> kept, String runId, LocalDate asOf) {
        Dataset<Row> published = members();
        Dataset<Row> compared = compared(published, evaluated, kept);
        Dataset<Row> changes = compared.where(functions.col("change").isNotNull())
                .select(SEGMENT_ID, CUSTOMER_ID, "change")
                .persist(StorageLevel.DISK_ONLY());
        try {
            Map<String, Long> entered = new HashMap<>();
            Map<String, Long> left = new HashMap<>();
            for (Row row : changes.groupBy(SEGMENT_ID, "change").count().collectAsList()) {
                ("entered".equals(row.getString(1)) ? entered : left).put(row.getString(0), row.getLong(2));
            }
            if (!entered.isEmpty() || !left.isEmpty()) {
                writeMembers(compared, published, changes, kept, runId, asOf);
                append(
                        TableName.CHANGES,
                        changesSchema(),
                        changes.select(
                                functions.lit(runId).as("run_id"),
                                functions.lit(asOf).as("as_of"),
                                functions.col(SEGMENT_ID),
                                functions.col(CUSTOMER_ID),
                                functions.col("change")),
                        runId);
            }
            Map<String, Change> result = new TreeMap<>();
            left.forEach((segment, count) -> result.put(segment, new Change(0, 0, count)));
            members.forEach((segment, count) -> result.put(
                    segment, new Change(count, entered.getOrDefault(segment, 0L), left.getOrDefault(segment, 0L))));
            List<Row> counts = members.keySet().stream()
                    .sorted()
                    .map(segment -> {
                        Change change = result.get(segment);
                        return RowFactory.create(
                                runId, asOf, segment, change.members(), change.entered(), change.left());
                    })
                    .toList();
            if (!counts.isEmpty()) {
                append(
                        TableName.COUNTS,
                        countsSchema(),
                        warehouse
                                .spark()
                                .createDataFrame(counts, countsSchema())
                                .coalesce(1),
                        runId);
            }
            return result;
        } finally {
            changes.unpersist();
        }
    }

    /** Every membership that is published, evaluated or both, and what became of it; kept segments' are left out. */
    private Dataset<Row> compared(Dataset<Row> published, Dataset<Row> evaluated, Collection<String> kept) {
        Dataset<Row> before = published
                .where(functions.not(functions.col(SEGMENT_ID).isin(kept.toArray())))
                .select(
                        functions.col(SEGMENT_ID).as("before_segment"),
                        functions.col(CUSTOMER_ID).as("before_customer"),
                        functions.col("entered_on"),
                        functions.col("similarity").as("before_similarity"));
        Dataset<Row> after = evaluated.select(
                functions.col(SEGMENT_ID).as("after_segment"),
                functions.col(CUSTOMER_ID).as("after_customer"),
                functions.col("similarity"));
        Column wasMember = functions.col("before_customer").isNotNull();
        Column isMember = functions.col("after_customer").isNotNull();
        return before.join(
                        after,
                        functions
                                .col("before_segment")
                                .equalTo(functions.col("after_segment"))
                                .and(functions.col("before_customer").equalTo(functions.col("after_customer"))),
                        "full")
                .select(
                        functions
                                .coalesce(functions.col("after_segment"), functions.col("before_segment"))
                                .as(SEGMENT_ID),
                        functions
                                .coalesce(functions.col("after_customer"), functions.col("before_customer"))
                                .as(CUSTOMER_ID),
                        functions.col("entered_on"),
                        functions.col("similarity"),
                        functions
                                .when(isMember.and(functions.not(wasMember)), functions.lit("entered"))
                                .when(wasMember.and(functions.not(isMember)), functions.lit("left"))
                                .as("change"));
    }

    private void writeMembers(
            Dataset<Row> compared,
            Dataset<Row> published,
            Dataset<Row> changes,
            Collection<String> kept,
            String runId,
            LocalDate asOf) {
        Column changed = functions.col("change");
        Dataset<Row> members = compared.where(
                        functions.coalesce(changed.notEqual(functions.lit("left")), functions.lit(true)))
                .select(
                        functions.col(SEGMENT_ID),
                        functions.col(CUSTOMER_ID),
                        functions
                                .coalesce(functions.col("entered_on"), functions.lit(asOf))
                                .as("entered_on"),
                        functions.col("similarity"))
                .unionByName(published.where(functions.col(SEGMENT_ID).isin(kept.toArray())));
        boolean isNew = versions.of(TableName.MEMBERS).isEmpty();
        Optional<CustomerRanges> laidOut = isNew
                ? Optional.empty()
                : warehouse.property(TableName.MEMBERS, RANGES).map(text -> CustomerRanges.decoded(text, keyType));
        long rows = members.count();
        int wanted = (int) Math.max(1, Math.min(MOST_RANGES, rows / rowsPerRange));
        if (laidOut.isPresent() && wanted <= 4 * laidOut.get().count()) {
            CustomerRanges ranges = laidOut.get();
            List<Integer> touched = new ArrayList<>();
            for (Row row : changes.select(ranges.number(functions.col(CUSTOMER_ID)))
                    .distinct()
                    .collectAsList()) {
                touched.add(row.getInt(0));
            }
            touched.sort(null);
            Dataset<Row> rewritten =
                    members.where(ranges.number(functions.col(CUSTOMER_ID)).isin(touched.toArray()));
            versions.committed(
                    TableName.MEMBERS,
                    warehouse.replaceWhere(
                            TableName.MEMBERS, cut(rewritten, ranges), ranges.predicate(CUSTOMER_ID, touched), runId));
        } else {
            CustomerRanges ranges = CustomerRanges.over(members, CUSTOMER_ID, wanted);
            warehouse.createIfMissing(
                    TableName.MEMBERS, membersSchema(), Map.of("delta.dataSkippingStatsColumns", CUSTOMER_ID));
            warehouse.setProperty(TableName.MEMBERS, RANGES, ranges.encoded());
            versions.committed(TableName.MEMBERS, warehouse.replace(TableName.MEMBERS, cut(members, ranges), runId));
        }
    }

    private static Dataset<Row> cut(Dataset<Row> members, CustomerRanges ranges) {
        return members.repartitionById(ranges.count(), ranges.number(functions.col(CUSTOMER_ID)))
                .sortWithinPartitions(SEGMENT_ID, CUSTOMER_ID);
    }

    private void append(TableName table, StructType schema, Dataset<Row> rows, String runId) {
        warehouse.createIfMissing(table, schema);
        versions.committed(table, warehouse.append(table, rows, runId));
    }

    private StructType membersSchema() {
        return new StructType()
                .add(SEGMENT_ID, DataTypes.StringType)
                .add(CUSTOMER_ID, keyType)
                .add("entered_on", DataTypes.DateType)
                .add("similarity", DataTypes.DoubleType);
    }

    private StructType changesSchema() {
        return new StructType()
                .add("run_id", DataTypes.StringType)
                .add("as_of", DataTypes.DateType)
                .add(SEGMENT_ID, DataTypes.StringType)
                .add(CUSTOMER_ID, keyType)
                .add("change", DataTypes.StringType);
    }

    private static StructType countsSchema() {
        return new StructType()
                .add("run_id", DataTypes.StringType)
                .add("as_of", DataTypes.DateType)
                .add(SEGMENT_ID, DataTypes.StringType)
                .add("members", DataTypes.LongType)
                .add("entered", DataTypes.LongType)
                .add("left", DataTypes.LongType);
    }
}
