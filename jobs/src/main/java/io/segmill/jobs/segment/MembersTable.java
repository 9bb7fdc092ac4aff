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

    /** The members as last published or written by this run; empty before the first run. */
    Dataset<Row> rows() {
        OptionalLong version = versions.of(TableName.MEMBERS);
        return version.isPresent()
                ? warehouse.read(TableName.MEMBERS, version.getAsLong())
                : warehouse.spark().createDataFrame(List.of(), schema());
    }

    /** Where the files are cut; absent before the first run. */
    Optional<KeyCuts> cuts() {
        return versions.of(TableName.MEMBERS).isEmpty()
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
