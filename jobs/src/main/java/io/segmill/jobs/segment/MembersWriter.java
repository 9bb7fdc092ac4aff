package io.segmill.jobs.segment;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.block.Part;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.rows.KeyCuts;
import io.segmill.jobs.table.HeldRows;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes what became of the members of a run's segments: the members, the changes and the counts, at most one commit
 * each, and only where something changed.
 */
final class MembersWriter {
    private static final long CHANGES_A_FILE = 1_000_000;

    /** Values of the other columns are all over each file, or in no query. */
    private static final List<String> BOUNDED_OF_CHANGES = List.of("as_of", MembersTable.CUSTOMER_ID);

    private final Warehouse warehouse;
    private final TableVersions versions;
    private final DataType key;
    private final String runId;
    private final LocalDate asOf;

    MembersWriter(Warehouse warehouse, TableVersions versions, DataType key, String runId, LocalDate asOf) {
        this.warehouse = warehouse;
        this.versions = versions;
        this.key = key;
        this.runId = runId;
        this.asOf = asOf;
    }

    /**
     * Writes members and changes.
     *
     * @param all the segments that have or had members; where one keeps them, they are the same before and now
     * @param changed how many entered or left in all
     * @param rated how many stayed but are more or less similar than before
     */
    void write(Evaluated evaluated, List<Evaluated.Lists> all, long changed, long rated) {
        MembersTable table = new MembersTable(warehouse, versions, key);
        if (changed + rated == 0 && !table.isRetyped()) {
            return;
        }
        List<Evaluated.Lists> places = all.stream()
                .sorted(Comparator.comparing(Evaluated.Lists::segment))
                .toList();
        KeyCuts cuts = evaluated.cuts();
        int today = (int) asOf.toEpochDay();
        Broadcast<SerializableConfiguration> hadoop = hadoop();
        MemberFiles members = new MemberFiles(
                places, Coding.of(key), today, table.schema(), MembersTable.BOUNDED, table.folder(), hadoop);
        boolean isLaidOutAlike = table.cuts().filter(cuts::equals).isPresent() && table.areRangesKnown();
        if (isLaidOutAlike) {
            List<Integer> touched = touched(evaluated.parts(), places);
            table.replace(members.members(evaluated.parts(), touched), touched, runId);
        } else {
            List<Integer> every = IntStream.range(0, cuts.ranges()).boxed().toList();
            table.replace(members.members(evaluated.parts(), every), cuts, runId);
        }
        retypeChanges();
        if (changed == 0) {
            return;
        }
        warehouse.createIfMissing(
                TableName.CHANGES,
                changesSchema(),
                Map.of("delta.dataSkippingStatsColumns", String.join(",", BOUNDED_OF_CHANGES)));
        Path folder = new Path(warehouse.location(TableName.CHANGES));
        MemberFiles changes =
                new MemberFiles(places, Coding.of(key), today, changesSchema(), BOUNDED_OF_CHANGES, folder, hadoop);
        int files = (int) Math.max(1, Math.min(cuts.ranges(), changed / CHANGES_A_FILE));
        versions.committed(
                TableName.CHANGES,
                warehouse.append(
                        TableName.CHANGES, changes.changes(evaluated.parts().coalesce(files), runId), runId));
    }

    private Broadcast<SerializableConfiguration> hadoop() {
        return JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext())
                .broadcast(new SerializableConfiguration(
                        warehouse.spark().sessionState().newHadoopConf()));
    }

    /** Earlier changes tell of customers by their keys too. */
    private void retypeChanges() {
        OptionalLong version = versions.of(TableName.CHANGES);
        if (version.isPresent()) {
            Dataset<Row> earlier = warehouse.read(TableName.CHANGES, version.getAsLong());
            if (MembersTable.isRetyped(earlier, key)) {
                Dataset<Row> retyped = MembersTable.retyped(earlier, key);
                versions.committed(TableName.CHANGES, warehouse.replace(TableName.CHANGES, retyped, runId));
            }
        }
    }

    /** Writes how many members each refreshed segment has. */
    void count(Map<String, Evaluated.Change> refreshed) {
        List<Row> counts = refreshed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> {
                    Evaluated.Change change = entry.getValue();
                    return RowFactory.create(
                            runId, asOf, entry.getKey(), change.members(), change.entered(), change.left());
                })
                .toList();
        if (!counts.isEmpty()) {
            warehouse.createIfMissing(TableName.COUNTS, countsSchema());
            versions.committed(
                    TableName.COUNTS, warehouse.append(TableName.COUNTS, new HeldRows(counts, countsSchema()), runId));
        }
    }

    private static List<Integer> touched(JavaRDD<Part> parts, List<Evaluated.Lists> places) {
        return parts
                .mapPartitionsWithIndex(
                        (number, part) -> part.next().blocks().stream()
                                        .anyMatch(block -> places.stream().anyMatch(place -> place.isChanged(block)))
                                ? List.of(number).iterator()
                                : List.<Integer>of().iterator(),
                        true)
                .collect()
                .stream()
                .sorted()
                .toList();
    }

    private StructType changesSchema() {
        return new StructType()
                .add("run_id", DataTypes.StringType)
                .add("as_of", DataTypes.DateType)
                .add(MembersTable.SEGMENT_ID, DataTypes.StringType)
                .add(MembersTable.CUSTOMER_ID, SparkTypes.of(key))
                .add("change", DataTypes.StringType);
    }

    private static StructType countsSchema() {
        return new StructType()
                .add("run_id", DataTypes.StringType)
                .add("as_of", DataTypes.DateType)
                .add(MembersTable.SEGMENT_ID, DataTypes.StringType)
                .add("members", DataTypes.LongType)
                .add("entered", DataTypes.LongType)
                .add("left", DataTypes.LongType);
    }
}
