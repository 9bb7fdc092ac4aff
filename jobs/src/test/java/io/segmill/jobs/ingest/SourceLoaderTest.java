package io.segmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.segmill.core.condition.Condition;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.run.LoadedFile;
import io.segmill.jobs.ingest.LoadRequest.Definition;
import io.segmill.jobs.ingest.LoadRequest.Reading;
import io.segmill.jobs.session.TestSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLoaderTest {
    @TempDir
    Path root;

    @Test
    void a_full_source_is_replaced_when_something_changed() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "note string")
                .file("a.csv", 0, "id,note\n1,old\n")
                .file("b.csv", 1, "id,note\n2,old\n3,\n");
        LoadedSource source = new LoadedSource(root, sample);
        assertThat(source.run())
                .isEqualTo(new Load.Loaded(
                        3,
                        0,
                        List.of(),
                        List.of(loaded(sample, "a.csv", 14, 0, 1, "run-1"), loaded(sample, "b.csv", 17, 1, 2, "run-1")),
                        1,
                        OptionalLong.empty()));
        assertThat(source.rows()).containsExactly("1 | old", "2 | old", "3 | -");
        assertThat(source.run()).isEqualTo(new Load.Unchanged());

        sample.columns("note string", "id bigint").file("a.csv", 2, "id,note\n4,new\n");
        assertThat(source.loaded().tableVersion()).isEqualTo(2);
        assertThat(source.rows()).containsExactly("- | 3", "new | 4", "old | 2");
        Row commit = DeltaTable.forPath(TestSession.spark(), source.warehouse().location(LoadedSource.TABLE))
                .history(1)
                .select("version", "userMetadata")
                .first();
        assertThat(commit.getString(1)).isEqualTo("run-3");
    }

    @Test
    void too_many_bad_rows_go_to_quarantine_and_leave_the_table_as_it_is() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "born date; pii")
                .allowPercent("50")
                .file("a.csv", 0, "id,born\n1,2000-01-01\nx,1\n");
        LoadedSource source = new LoadedSource(root, sample);
        Load.Loaded loaded = source.loaded();
        String first = sample.folder() + "/a.csv:3: column 'id': 'x' is not an int; "
                + "column 'born': not a date (value hidden: pii)";
        assertThat(loaded.warnings()).containsExactly("1 of 2 rows is bad (50 %); see quarantine/orders\n  " + first);
        assertThat(loaded.badRows()).isEqualTo(1);
        assertThat(loaded.quarantineVersion()).hasValue(1);

        sample.file("b.csv", 1, "id,born\n2,\ny,\nz,\n");
        assertThat(source.run())
                .isEqualTo(new Load.Failed(
                        "3 of 5 rows are bad (60 %), more than the 50 % that bad-rows allows; see quarantine/orders\n  "
                                + first + "\n  "
                                + sample.folder() + "/b.csv:3: column 'id': 'y' is not an int\n  "
                                + sample.folder() + "/b.csv:4: column 'id': 'z' is not an int",
                        3,
                        OptionalLong.of(2)));
        assertThat(source.rows()).containsExactly("1 | 2000-01-01");
        assertThat(source.warehouse().newestVersion(LoadedSource.TABLE)).isEqualTo(1);
        assertThat(source.rows(LoadedSource.QUARANTINE, "run_id", "file", "line", "row"))
                .containsExactly(
                        "run-1 | " + sample.folder() + "/a.csv | 3 | x,1",
                        "run-2 | " + sample.folder() + "/a.csv | 3 | x,1",
                        "run-2 | " + sample.folder() + "/b.csv | 3 | y,",
                        "run-2 | " + sample.folder() + "/b.csv | 4 | z,");
    }

    @Test
    void a_source_that_cannot_be_read_touches_no_table() throws IOException {
        LoadedSource source =
                new LoadedSource(root, new SampleSource(root, "id int").file("a.csv", 0, "identity\n1\n"));
        assertThatThrownBy(source::run).isInstanceOf(Failure.class);
        assertThat(source.warehouse().exists(LoadedSource.TABLE)).isFalse();
    }

    @Test
    void files_that_break_off_while_they_are_read_touch_no_table() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            Random random = new Random(1);
            zip.write("id\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100_000; i++) {
                zip.write((random.nextInt() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] half = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
        SampleSource text = new SampleSource(root.resolve("text"), "id int").file("a.csv.gz", 0, half);
        LoadedSource csv = new LoadedSource(root, text);
        assertThatThrownBy(csv::run)
                .isInstanceOf(Failure.class)
                .hasMessage(text.folder() + "/a.csv.gz cannot be read: Unexpected end of input stream");

        Path folder = root.resolve("parquet");
        TestSession.spark().range(10_000).coalesce(1).write().parquet(folder.toString());
        SampleSource columns =
                new SampleSource(root, "id bigint").format(Format.PARQUET).path(folder.toString());
        Path file = Path.of(columns.files().get(0).name());
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x55);
        Files.deleteIfExists(folder.resolve("." + file.getFileName() + ".crc"));
        Files.write(file, bytes);
        assertThatThrownBy(new LoadedSource(root, columns)::run)
                .isInstanceOf(Failure.class)
                .hasMessage(file + " cannot be read: it is damaged, or went away");
        assertThat(csv.warehouse().tables()).isEmpty();
    }

    /** Seven splits; the repeated key stands in the first and the last one. */
    @Test
    void a_file_of_many_splits_has_its_lines_bad_rows_and_repeated_keys_told() throws IOException {
        StringBuilder text = new StringBuilder("id,note\n");
        List<String> bad = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            text.append("\n\r\n")
                    .append(i)
                    .append(",\"over\r\nlines ")
                    .append("-".repeat(120))
                    .append("\"\r\nx,bad\n");
            bad.add("run-1 | " + (6 + 5 * i) + " | column 'id': 'x' is not an int | x,bad");
        }
        text.append("0,last\n");
        SampleSource sample = new SampleSource(root, "id int", "note string")
                .key("id")
                .allowPercent("50")
                .file("a.csv", 0, text.toString());
        LoadedSource source = new LoadedSource(root, sample);
        String size = "spark.sql.files.maxPartitionBytes";
        String before = TestSession.spark().conf().get(size);
        TestSession.spark().conf().set(size, 310);
        Load.Loaded loaded;
        try {
            loaded = source.loaded();
        } finally {
            TestSession.spark().conf().set(size, before);
        }
        assertThat(sample.files().get(0).size()).isBetween(310L * 6, 310L * 7);
        assertThat(loaded.rows()).isEqualTo(14);
        assertThat(loaded.warnings())
                .last()
                .isEqualTo("1 row was left out for a repeated key: the last row of the newest file wins");
        assertThat(source.rows()).hasSize(14).contains("0 | last", "13 | over\r\nlines " + "-".repeat(120));
        assertThat(source.rows(LoadedSource.QUARANTINE, "run_id", "line", "reason", "row"))
                .containsExactlyInAnyOrderElementsOf(bad);
    }

    @Test
    void the_last_row_of_the_newest_file_wins_a_repeated_key() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "part string", "note string")
                .key("id", "part")
                .file("z.csv", 0, "id,part,note\n1,a,older file\n2,a,only\n")
                .file("a.csv", 1, "id,part,note\n1,a,first\n1,b,other key\n1,a,last\n")
                .file("empty.csv", 2, "id,part,note\n");
        LoadedSource source = new LoadedSource(root, sample);
        Load.Loaded loaded = source.loaded();
        assertThat(loaded.rows()).isEqualTo(3);
        assertThat(loaded.warnings())
                .containsExactly("2 rows were left out for a repeated key: the last row of the newest file wins");
        assertThat(loaded.files()).extracting(LoadedFile::rows).containsExactly(2L, 3L, 0L);
        assertThat(source.rows()).containsExactly("1 | a | last", "1 | b | other key", "2 | a | only");
    }

    @Test
    void append_adds_new_files_and_leaves_out_known_keys() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "note string")
                .key("id")
                .load(LoadMode.APPEND)
                .file("a.csv", 0, "id,note\n1,a\n2,a\n");
        LoadedSource source = new LoadedSource(root, sample);
        source.loaded();
        assertThat(source.run()).isEqualTo(new Load.Unchanged());

        sample.file("b.csv", 1, "id,note\n2,b\n3,b\n3,c\n");
        Load.Loaded second = source.loaded();
        assertThat(second.rows()).isEqualTo(1);
        assertThat(second.warnings())
                .containsExactly(
                        "1 row was left out for a repeated key: the last row of the newest file wins",
                        "1 row was left out because the table has their key already");
        assertThat(second.files()).containsExactly(loaded(sample, "b.csv", 20, 1, 3, "run-3"));
        assertThat(source.rows()).containsExactly("1 | a", "2 | a", "3 | c");

        sample.file("b.csv", 2, "id,note\n4,d\n");
        assertThatThrownBy(source::run).hasMessageStartingWith(sample.folder() + "/b.csv changed after it was loaded");
        source.run(Definition.SAME, Reading.EVERYTHING);
        assertThat(source.rows()).containsExactly("1 | a", "2 | a", "4 | d");
    }

    @Test
    void columns_may_be_added_to_an_appended_source_but_not_changed() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "note string")
                .load(LoadMode.APPEND)
                .file("a.csv", 0, "id,note\n1,a\n");
        LoadedSource source = new LoadedSource(root, sample);
        source.loaded();
        sample.columns("id int", "day date", "note string");
        assertThat(source.run(Definition.CHANGED, Reading.CHANGED_ONLY))
                .isEqualTo(new Load.Loaded(
                        0,
                        0,
                        List.of("the table's columns changed: 'day' (date) is new"),
                        List.of(),
                        2,
                        OptionalLong.empty()));
        sample.columns("id int", "day date", "note string", "flag boolean")
                .file("b.csv", 1, "id,day,note,flag\n2,2024-01-01,b,y\n");
        source.run(Definition.CHANGED, Reading.CHANGED_ONLY);
        assertThat(source.rows()).containsExactly("1 | - | a | -", "2 | 2024-01-01 | b | true");

        sample.columns("id bigint", "day date", "flag boolean");
        assertThatThrownBy(() -> source.run(Definition.CHANGED, Reading.CHANGED_ONLY))
                .isInstanceOf(Failure.class)
                .hasMessage("the rows loaded earlier do not fit the declared columns:"
                        + " 'id' was int and is declared bigint, 'note' is not declared any more\n"
                        + "  read everything again with --full");
    }

    @Test
    void merge_updates_adds_and_deletes_by_key() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "op string", "note string")
                .key("id")
                .load(LoadMode.MERGE)
                .deleteWhen(new Condition.Everyone())
                .file("a.csv", 0, "id,op,note\n1,,a\n2,U,a\n3,D,never there\n4,U,a\n");
        LoadedSource source = new LoadedSource(root, sample);
        source.loaded();
        assertThat(source.rows()).containsExactly("1 | - | a", "2 | U | a", "4 | U | a");

        sample.file("b.csv", 1, "id,op,note\n2,U,b\n4,D,\n5,D,unknown\n6,,b\n7,D,\n7,U,back\n");
        Load.Loaded second = source.loaded();
        assertThat(second.rows()).isEqualTo(5);
        assertThat(second.tableVersion()).isEqualTo(2);
        assertThat(source.rows()).containsExactly("1 | - | a", "2 | U | b", "6 | - | b", "7 | U | back");
    }

    @Test
    void a_delta_table_is_loaded_again_when_it_has_a_new_version() throws IOException {
        String path = root.resolve("table").toString();
        TestSession.spark()
                .sql("select 1 as id, 'old' as note")
                .write()
                .format("delta")
                .save(path);
        SampleSource sample =
                new SampleSource(root, "id int").key("id").format(Format.DELTA).path(path);
        LoadedSource source = new LoadedSource(root, sample);
        assertThat(source.loaded().files()).extracting(LoadedFile::file).containsExactly(path + "@v0");
        assertThat(source.run()).isEqualTo(new Load.Unchanged());
        TestSession.spark()
                .sql("select 2 as id, 'new' as note")
                .write()
                .format("delta")
                .mode("append")
                .save(path);
        source.loaded();
        assertThat(source.rows()).containsExactly("1", "2");

        sample.load(LoadMode.APPEND);
        assertThatThrownBy(source::run)
                .hasMessage("append and merge need files, but " + path + " is a Delta table; declare load: full");
    }

    private static LoadedFile loaded(SampleSource sample, String name, long size, int hour, long rows, String run) {
        return new LoadedFile(
                "orders",
                sample.folder() + "/" + name,
                size,
                SampleSource.MORNING.plusSeconds(hour * 3600L),
                rows,
                run);
    }
}
