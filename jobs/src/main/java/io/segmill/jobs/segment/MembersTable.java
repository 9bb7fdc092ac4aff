package io.segmill.jobs.segment;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.rows.KeyCuts;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table of members, whose files are cut by ranges of the customer key, so that a night rewrites only some of them. */
final class MembersTable {
    static final String SEGMENT_ID = "segment_id";
    static final String CUSTOMER_ID = CustomerQueries.CUSTOMER_ID;

    private static final String CUTS = "segmill.key-cuts";

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

    /** Replaces all rows. @param rows one partition for each range of the key */
    void replace(Dataset<Row> rows, KeyCuts cuts, String runId) {
        warehouse.createIfMissing(TableName.MEMBERS, schema(), Map.of("delta.dataSkippingStatsColumns", CUSTOMER_ID));
        if (warehouse
                .property(TableName.MEMBERS, CUTS)
                .filter(cuts.encoded()::equals)
                .isEmpty()) {
            warehouse.setProperty(TableName.MEMBERS, CUTS, cuts.encoded());
        }
        versions.committed(TableName.MEMBERS, warehouse.replace(TableName.MEMBERS, rows, runId));
    }

    /** Replaces the rows of some ranges of the key, by their numbers. */
    void replace(Dataset<Row> rows, KeyCuts cuts, List<Integer> ranges, String runId) {
        versions.committed(
                TableName.MEMBERS,
                warehouse.replaceWhere(TableName.MEMBERS, rows, cuts.predicate(CUSTOMER_ID, ranges), runId));
    }

    StructType schema() {
        return new StructType()
                .add(SEGMENT_ID, DataTypes.StringType)
                .add(CUSTOMER_ID, SparkTypes.of(key))
                .add("entered_on", DataTypes.DateType)
                .add("similarity", DataTypes.DoubleType);
    }
}
