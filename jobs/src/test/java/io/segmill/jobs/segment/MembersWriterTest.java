package io.segmill.jobs.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersWriterTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 6, 29);
    private static final LocalDate TUESDAY = LocalDate.of(2026, 6, 30);

    private final SparkSession spark = TestSession.spark();
    private final TableVersions versions = new TableVersions(Map.of());

    @TempDir
    private Path folder;

    @Test
    void the_first_night_enters_every_member() {
        Map<String, MembersWriter.Change> changes = writer(DataTypes.LongType, 1_000)
                .write(members("vip 1", "vip 2", "new 2"), counts("vip 2", "new 1"), Set.of(), "r1", MONDAY);

        assertThat(changes)
                .isEqualTo(Map.of("vip", new MembersWriter.Change(2, 2, 0), "new", new MembersWriter.Change(1, 1, 0)));
        assertThat(table(TableName.MEMBERS))
                .containsExactlyInAnyOrder("vip,1,2026-06-29,null", "vip,2,2026-06-29,null", "new,2,2026-06-29,null");
        assertThat(table(TableName.CHANGES))
                .containsExactlyInAnyOrder(
                        "r1,2026-06-29,vip,1,entered", "r1,2026-06-29,vip,2,entered", "r1,2026-06-29,new,2,entered");
        assertThat(table(TableName.COUNTS))
                .containsExactlyInAnyOrder("r1,2026-06-29,vip,2,2,0", "r1,2026-06-29,new,1,1,0");
    }

    @Test
    void a_second_night_writes_who_entered_and_who_left_and_keeps_the_day_of_entry() {
        MembersWriter writer = writer(DataTypes.LongType, 1_000);
        writer.write(members("vip 1", "vip 2"), counts("vip 2"), Set.of(), "r1", MONDAY);
        Map<String, MembersWriter.Change> changes =
                writer.write(members("vip 2", "vip 3"), counts("vip 2"), Set.of(), "r2", TUESDAY);

        assertThat(changes).isEqualTo(Map.of("vip", new MembersWriter.Change(2, 1, 1)));
        assertThat(table(TableName.MEMBERS))
                .containsExactlyInAnyOrder("vip,2,2026-06-29,null", "vip,3,2026-06-30,null");
        assertThat(table(TableName.CHANGES))
                .contains("r2,2026-06-30,vip,3,entered", "r2,2026-06-30,vip,1,left")
                .hasSize(4);
        assertThat(table(TableName.COUNTS))
                .containsExactlyInAnyOrder("r1,2026-06-29,vip,2,2,0", "r2,2026-06-30,vip,2,1,1");
    }

    @Test
    void a_night_without_changes_leaves_members_and_changes_alone_and_counts() {
        MembersWriter writer = writer(DataTypes.LongType, 1_000);
        writer.write(members("vip 1"), counts("vip 1"), Set.of(), "r1", MONDAY);
        long members = versions.of(TableName.MEMBERS).getAsLong();
        long changes = versions.of(TableName.CHANGES).getAsLong();
        writer.write(members("vip 1"), counts("vip 1"), Set.of(), "r2", TUESDAY);

        assertThat(warehouse().newestVersion(TableName.MEMBERS)).isEqualTo(members);
        assertThat(warehouse().newestVersion(TableName.CHANGES)).isEqualTo(changes);
        assertThat(table(TableName.COUNTS)).contains("r2,2026-06-30,vip,1,0,0");
    }

    @Test
    void kept_segments_keep_their_members_and_all_others_that_were_not_refreshed_leave() {
        MembersWriter writer = writer(DataTypes.LongType, 1_000);
        writer.write(
                members("failed 1", "deleted 1", "deleted 2", "vip 1"),
                counts("failed 1", "deleted 2", "vip 1"),
                Set.of(),
                "r1",
                MONDAY);
        Map<String, MembersWriter.Change> changes =
                writer.write(members("vip 1"), counts("vip 1"), Set.of("failed"), "r2", TUESDAY);

        assertThat(changes)
                .isEqualTo(
                        Map.of("deleted", new MembersWriter.Change(0, 0, 2), "vip", new MembersWriter.Change(1, 0, 0)));
        assertThat(table(TableName.MEMBERS))
                .containsExactlyInAnyOrder("failed,1,2026-06-29,null", "vip,1,2026-06-29,null");
        assertThat(table(TableName.COUNTS))
                .filteredOn(row -> row.startsWith("r2"))
                .containsExactly("r2,2026-06-30,vip,1,0,0");
    }

    @Test
    void only_the_files_of_touched_key_ranges_are_rewritten() {
        MembersWriter writer = writer(DataTypes.LongType, 100);
        List<String> all = new ArrayList<>();
        for (int customer = 0; customer < 800; customer++) {
            all.add("vip " + customer);
        }
        writer.write(members(all.toArray(String[]::new)), counts("vip 800"), Set.of(), "r1", MONDAY);
        Set<String> before = files();
        assertThat(before).hasSize(8);

        all.remove("vip 3");
        writer.write(members(all.toArray(String[]::new)), counts("vip 799"), Set.of(), "r2", TUESDAY);

        Set<String> after = files();
        assertThat(after).hasSize(8);
        Set<String> kept = new HashSet<>(before);
        kept.retainAll(after);
        assertThat(kept).hasSize(7);
        assertThat(table(TableName.MEMBERS)).hasSize(799).doesNotContain("vip,3,2026-06-29,null");
    }

    @Test
    void text_keys_may_hold_anything() {
        MembersWriter writer = writer(DataTypes.StringType, 2);
        String[] awkward = {"vip O'Hara", "vip \\", "vip \"q\"", "vip 😀", "vip `", "vip \uFFFD", "vip 007", "vip é"};
        writer.write(textMembers(awkward), counts("vip 8"), Set.of(), "r1", MONDAY);
        String[] fewer = {"vip O'Hara", "vip \"q\"", "vip 😀", "vip `", "vip 007", "vip new"};
        Map<String, MembersWriter.Change> changes =
                writer.write(textMembers(fewer), counts("vip 6"), Set.of(), "r2", TUESDAY);

        assertThat(changes).isEqualTo(Map.of("vip", new MembersWriter.Change(6, 1, 3)));
        assertThat(table(TableName.MEMBERS))
                .containsExactlyInAnyOrder(
                        "vip,O'Hara,2026-06-29,null",
                        "vip,\"q\",2026-06-29,null",
                        "vip,😀,2026-06-29,null",
                        "vip,`,2026-06-29,null",
                        "vip,007,2026-06-29,null",
                        "vip,new,2026-06-30,null");
    }

    private Warehouse warehouse() {
        return new Warehouse(spark, folder.toString(), 31);
    }

    private MembersWriter writer(DataType keyType, long rowsPerRange) {
        return new MembersWriter(warehouse(), versions, keyType, rowsPerRange);
    }

    private Dataset<Row> members(String... memberships) {
        return members(DataTypes.LongType, memberships);
    }

    private Dataset<Row> textMembers(String... memberships) {
        return members(DataTypes.StringType, memberships);
    }

    private Dataset<Row> members(DataType keyType, String... memberships) {
        List<Row> rows = new ArrayList<>();
        for (String membership : memberships) {
            String[] parts = membership.split(" ", 2);
            rows.add(RowFactory.create(
                    parts[0], keyType == DataTypes.LongType ? Long.valueOf(parts[1]) : (Object) parts[1], null));
        }
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("segment_id", DataTypes.StringType)
                        .add("customer_id", keyType)
                        .add("similarity", DataTypes.DoubleType));
    }

    private static Map<String, Long> counts(String... counts) {
        Map<String, Long> result = new TreeMap<>();
        for (String count : counts) {
            String[] parts = count.split(" ");
            result.put(parts[0], Long.valueOf(parts[1]));
        }
        return result;
    }

    private List<String> table(TableName table) {
        return warehouse().read(table, versions.of(table).getAsLong()).collectAsList().stream()
                .map(row -> row.mkString(","))
                .toList();
    }

    private Set<String> files() {
        return Set.of(warehouse()
                .read(TableName.MEMBERS, versions.of(TableName.MEMBERS).getAsLong())
                .inputFiles());
    }
}
