package io.segmill.jobs.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Format;
import io.segmill.jobs.ingest.SampleSource;
import io.segmill.jobs.session.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnarRowsTest {
    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(root.resolve("in"));
    }

    @Test
    void types_convert_where_nothing_can_be_lost() throws IOException {
        List<List<String>> table = List.of(
                List.of("cast(5 as tinyint)", "int", "5"),
                List.of("5", "bigint", "5"),
                List.of("5", "decimal(12,2)", "5.00"),
                List.of("5L", "decimal(21,2)", "5.00"),
                List.of("5", "double", "5.0"),
                List.of("cast(0.5 as float)", "double", "0.5"),
                List.of("cast(1.5 as decimal(10,1))", "decimal(12,2)", "1.50"),
                List.of("cast(7 as decimal(9,0))", "int", "7"),
                List.of("cast(7 as decimal(18,0))", "bigint", "7"),
                List.of("double('NaN')", "double", "-"),
                List.of("date'2024-02-29'", "date", "2024-02-29"),
                List.of("timestamp'2024-07-01 10:00:00Z'", "timestamp", "2024-07-01T10:00:00Z"),
                List.of("timestamp_ntz'2024-07-01 10:00:00'", "timestamp", "2024-07-01T08:00:00Z"),
                List.of("' as it is '", "string", " as it is "),
                List.of("true", "boolean", "true"));
        write("a.parquet", query(table));
        String[] declared = IntStream.range(0, table.size())
                .mapToObj(i -> "x" + i + " " + table.get(i).get(1) + "; in-file=c " + i)
                .toArray(String[]::new);
        SampleSource source = new SampleSource(root, declared).format(Format.PARQUET);
        assertThat(ReadSource.of(source).good())
                .containsExactly(table.stream().map(row -> row.get(2)).collect(Collectors.joining(" | ")));
    }

    @Test
    void a_type_that_could_lose_something_fails_the_source() throws IOException {
        List<List<String>> table = List.of(
                List.of("5L", "int", "bigint"),
                List.of("5L", "double", "bigint"),
                List.of("5L", "decimal(20,2)", "bigint"),
                List.of("cast(1.5 as decimal(10,2))", "decimal(12,1)", "decimal(10,2)"),
                List.of("cast(1.5 as decimal(10,2))", "decimal(9,2)", "decimal(10,2)"),
                List.of("cast(1.5 as decimal(10,0))", "int", "decimal(10,0)"),
                List.of("double(5)", "bigint", "double"),
                List.of("double(5)", "decimal(12,2)", "double"),
                List.of("'5'", "int", "string"),
                List.of("5", "string", "int"),
                List.of("date'2024-02-29'", "timestamp", "date"),
                List.of("timestamp'2024-07-01 10:00:00Z'", "date", "timestamp"),
                List.of("array(1)", "string", "array<int>"));
        write("a.parquet", query(table));
        for (int i = 0; i < table.size(); i++) {
            List<String> row = table.get(i);
            SampleSource source = new SampleSource(root, "x " + row.get(1) + "; in-file=c " + i).format(Format.PARQUET);
            assertThatThrownBy(() -> ReadSource.of(source))
                    .isInstanceOf(Failure.class)
                    .hasMessage(
                            "column 'x' is declared %s, but %s/a.parquet has %s, which does not convert without loss"
                                    .formatted(row.get(1), folder, row.get(2)));
        }
    }

    @Test
    void files_of_unlike_types_are_read_together_and_names_may_hold_brackets() throws IOException {
        write("a[1].parquet", "select 1 as id, 'x' as note");
        write("b.parquet", "select 'y' as note, 'more' as other, 2L as id");
        write("c d.parquet", "select 3L as id, 'z' as note");
        SampleSource source = new SampleSource(root, "id bigint", "note string").format(Format.PARQUET);
        assertThat(ReadSource.of(source).good()).containsExactlyInAnyOrder("1 | x", "2 | y", "3 | z");
    }

    @Test
    void what_is_missing_infinite_or_out_of_time_is_a_bad_row_without_line() throws IOException {
        write(
                "a.parquet",
                "select * from values (1, 1.5D, date'2024-01-01', null),"
                        + " (null, double('-Infinity'), date'0000-12-31', timestamp'2024-01-01'),"
                        + " (3, double('NaN'), null, timestamp'+10000-01-01') as t(id, rate, day, moment)");
        SampleSource source = new SampleSource(root, "id int", "rate double", "day date", "moment timestamp")
                .format(Format.PARQUET)
                .key("id");
        ReadSource read = ReadSource.of(source);
        assertThat(read.good()).containsExactly("1 | 1.5 | 2024-01-01 | -");
        assertThat(read.bad())
                .containsExactly(
                        "- | column 'id': missing, but part of the key; column 'rate': '-Infinity' is not a double;"
                                + " column 'day': the year is outside 0001 to 9999 | -",
                        "- | column 'moment': the year is outside 0001 to 9999 | -");
    }

    @Test
    void an_absent_column_is_told_with_the_nearest_name() throws IOException {
        write("a.parquet", "select 1 as id, 2 as amuont");
        SampleSource source = new SampleSource(root, "id int", "amount int").format(Format.PARQUET);
        assertThatThrownBy(() -> ReadSource.of(source))
                .hasMessage(folder + "/a.parquet has no column 'amount'; did you mean 'amuont'?\n  found: id, amuont");
    }

    @Test
    void truncated_and_foreign_files_are_told_in_one_line() throws IOException {
        write("a.parquet", "select 1 as id");
        byte[] whole = Files.readAllBytes(folder.resolve("a.parquet"));
        Files.write(folder.resolve("b.parquet"), Arrays.copyOf(whole, whole.length - 5));
        Files.writeString(folder.resolve("c.parquet"), "id,name\n1,a comma separated file\n");
        Files.writeString(folder.resolve("d.parquet"), "PAR1");
        SampleSource source = new SampleSource(root, "id int").format(Format.PARQUET);
        List<FoundFile> files = source.files().stream()
                .sorted(Comparator.comparing(FoundFile::name))
                .toList();
        assertThatThrownBy(() -> ReadSource.of(source, files))
                .isInstanceOf(Failure.class)
                .hasMessage("""
                    %1$s/b.parquet is not a Parquet file: it does not end as one does, so it is cut off or of another format
                    %1$s/c.parquet is not a Parquet file: it does not end as one does, so it is cut off or of another format
                    %1$s/d.parquet is not a Parquet file: it has only 4 bytes\
                    """, folder);
    }

    @Test
    void a_delta_table_is_read_at_its_newest_version() throws IOException {
        String path = root.resolve("table").toString();
        sql("select 1 as id, 'old' as note").write().format("delta").save(path);
        sql("select 2 as id, 'new' as note")
                .write()
                .format("delta")
                .mode("append")
                .save(path);
        FoundFile version = DeltaVersion.find(TestSession.spark(), path, OptionalLong.empty());
        assertThat(version.name()).isEqualTo(path + "@v1");
        assertThat(version.size()).isZero();
        SampleSource source = new SampleSource(root, "id bigint", "note string")
                .format(Format.DELTA)
                .path(path);
        assertThat(ReadSource.of(source, List.of(version)).good()).containsExactlyInAnyOrder("1 | old", "2 | new");
        assertThatThrownBy(() -> DeltaVersion.find(TestSession.spark(), folder.toString(), OptionalLong.empty()))
                .hasMessage(folder + " is not a Delta table: expected a folder with a _delta_log in it");
    }

    /** One Parquet file of the folder. */
    private void write(String name, String query) throws IOException {
        Path written = root.resolve("written");
        sql(query).coalesce(1).write().mode("overwrite").parquet(written.toString());
        try (Stream<Path> files = Files.list(written)) {
            Path part = files.filter(file -> file.getFileName().toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.move(part, folder.resolve(name));
        }
    }

    private static Dataset<Row> sql(String query) {
        return TestSession.spark().sql(query);
    }

    private static String query(List<List<String>> table) {
        return IntStream.range(0, table.size())
                .mapToObj(i -> table.get(i).get(0) + " as `c " + i + "`")
                .collect(Collectors.joining(", ", "select ", ""));
    }
}
