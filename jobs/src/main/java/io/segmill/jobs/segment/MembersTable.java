package io.segmill.jobs.segment;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.rows.KeyCuts;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import io.segmill.jobs.table.parquet.WrittenFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table of members, whose files are cut by ranges of the customer key, so that a night rewrites only some of them. */
final class MembersTable {
    static final String SEGMENT_ID = "segment_id";
    static final String CUSTOMER_ID = CustomerQueries.CUSTOMER_ID;

    /** The columns by which readers pass files over; values of the others are all over each file. */
    static final List<String> BOUNDED = List.of(CUSTOMER_ID);

    private static final String CUTS = "segmill.key-cuts";
    private static final String RANGE = "segmill.key-range";

    private final Warehouse warehouse;
    private final TableVersions versions;
    private final DataType key;

    /** @param key the customer key's type */
    MembersTable(Warehouse warehouse, TableVersions versions, DataType key) {
        this.warehouse = warehouse;
        this.versions = versions;
        this.key = key;
    }

    /**
     * The members as last published or written by this run; empty before the first run. Where the key had another type
     * then, without those whose key is none of the type that it has now.
     */
    Dataset<Row> rows() {
        return isRetyped()
                ? retyped(stored().orElseThrow(), key)
                        .where(functions.col(CUSTOMER_ID).isNotNull())
                : stored().orElseGet(() -> warehouse.spark().createDataFrame(List.of(), schema()));
    }

    private Optional<Dataset<Row>> stored() {
        OptionalLong version = versions.of(TableName.MEMBERS);
        return version.isPresent()
                ? Optional.of(warehouse.read(TableName.MEMBERS, version.getAsLong()))
                : Optional.empty();
    }

    /** Whether the key had another type when the members were written. */
    boolean isRetyped() {
        return stored().filter(rows -> isRetyped(rows, key)).isPresent();
    }

    /** Whether the key has another type in some rows. */
    static boolean isRetyped(Dataset<Row> rows, DataType key) {
        return !rows.schema().apply(CUSTOMER_ID).dataType().equals(SparkTypes.of(key));
    }

    /** Rows under the key's type of now; a key that is none of that type is missing. */
    static Dataset<Row> retyped(Dataset<Row> rows, DataType key) {
        return rows.withColumn(CUSTOMER_ID, functions.col(CUSTOMER_ID).try_cast(SparkTypes.of(key)));
    }

    /** Where the files are cut; absent before the first run, and where the key had another type. */
    Optional<KeyCuts> cuts() {
        return versions.of(TableName.MEMBERS).isEmpty() || isRetyped()
                ? Optional.empty()
                : warehouse.property(TableName.MEMBERS, CUTS).map(text -> KeyCuts.decoded(text, key));
    }

    /** Whether it is known of every file which range it has; of one that somebody compacted it is not. */
    boolean areRangesKnown() {
        return warehouse.areTagged(
                TableName.MEMBERS, versions.of(TableName.MEMBERS).orElseThrow(), RANGE);
    }

    /** The folder of its files, once there is the table. */
    Path folder() {
        warehouse.createIfMissing(
                TableName.MEMBERS, schema(), Map.of("delta.dataSkippingStatsColumns", String.join(",", BOUNDED)));
        return new Path(warehouse.location(TableName.MEMBERS));
    }

    /** Tags of the file that has the members of a range of the key. */
    static Map<String, String> tags(int range) {
        return Map.of(RANGE, Integer.toString(range));
    }

    /** Replaces all rows. @param files one for each range of the key that has members */
    void replace(List<WrittenFile> files, KeyCuts cuts, String runId) {
        if (warehouse
                .property(TableName.MEMBERS, CUTS)
                .filter(cuts.encoded()::equals)
                .isEmpty()) {
            warehouse.setProperty(TableName.MEMBERS, CUTS, cuts.encoded());
        }
        versions.committed(TableName.MEMBERS, warehouse.replace(TableName.MEMBERS, files, schema(), runId));
    }

    /** Replaces the rows of some ranges of the key, by their numbers. */
    void replace(List<WrittenFile> files, Collection<Integer> ranges, String runId) {
        List<String> values = ranges.stream().map(String::valueOf).toList();
        versions.committed(TableName.MEMBERS, warehouse.replace(TableName.MEMBERS, files, RANGE, values, runId));
    }

    StructType schema() {
        return new StructType()
                .add(SEGMENT_ID, DataTypes.StringType)
                .add(CUSTOMER_ID, SparkTypes.of(key))
                .add("entered_on", DataTypes.DateType)
                .add("similarity", DataTypes.DoubleType);
    }
}
