package io.segmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.CsvOptions;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.jobs.ingest.LoadRequest.Definition;
import io.segmill.jobs.ingest.LoadRequest.Reading;
import io.segmill.jobs.session.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are added, dropped, renamed, retyped and reordered: the rules of docs/project.md. */
class SchemaChangesTest {
    private static final String[] COLUMNS = {"id int", "email string"};

    @TempDir
    Path root;

    /** What the file has now, the row that the table has then, and what was told; what fails comes first. */
    private static final String FILES = """
            CSV      | 2 as id                                 | 1 a | FILE has no column 'email'; found: id
            CSV      | 2 as id, 'b' as e_mail                  | 1 a | FILE has no column 'email'; did you mean 'e_mail'?; found: id, e_mail
            CSV      | 'x' as id, 'b' as email                 | 1 a | 1 of 1 row is bad (100 %), more than the 0 % that bad-rows allows; see quarantine/orders; FILE:2: column 'id': 'x' is not an int
            CSV      | 2 as id, 'n' as note, 'b' as email      | 2 b | columns that are not declared are ignored: 'note'
            CSV      | 'c' as email, 3 as id                   | 3 c |
            NAMELESS | 2 as id, 'b' as email, 'n' as note      | 1 a | 1 of 1 row is bad (100 %), more than the 0 % that bad-rows allows; see quarantine/orders; FILE:1: 3 fields instead of 2
            NAMELESS | 2 as id                                 | 1 a | 1 of 1 row is bad (100 %), more than the 0 % that bad-rows allows; see quarantine/orders; FILE:1: 1 field instead of 2
            NAMELESS | 'b' as email, 2 as id                   | 1 a | 1 of 1 row is bad (100 %), more than the 0 % that bad-rows allows; see quarantine/orders; FILE:1: column 'id': 'b' is not an int
            JSON     | 'x' as id, 'b' as email                 | 1 a | 1 of 1 row is bad (100 %), more than the 0 % that bad-rows allows; see quarantine/orders; FILE:1: column 'id': 'x' is not an int
            JSON     | 2 as id, 'n' as note, 'b' as email      | 2 b |
            JSON     | 'c' as email, 3 as id                   | 3 c |
            JSON     | 4 as id                                 | 4 - |
            JSON     | 5 as id, 'b' as e_mail                  | 5 - | column 'email' has no value in any row; did you mean 'e_mail', which the file has?
            PARQUET  | 2 as id                                 | 1 a | FILE has no column 'email'; found: id
            PARQUET  | 2 as id, 'b' as e_mail                  | 1 a | FILE has no column 'email'; did you mean 'e_mail'?; found: id, e_mail
            PARQUET  | 2L as id, 'b' as email                  | 1 a | column 'id' is declared int, but FILE has bigint, which does not convert without loss
            PARQUET  | 2 as id, 'n' as note, 'b' as email      | 2 b |
            PARQUET  | 'c' as email, cast(3 as smallint) as id | 3 c |
            DELTA    | 2 as id                                 | 1 a | FILE has no column 'email'; found: id
            DELTA    | 2 as id, 'b' as e_mail                  | 1 a | FILE has no column 'email'; did you mean 'e_mail'?; found: id, e_mail
            DELTA    | 2L as id, 'b' as email                  | 1 a | column 'id' is declared int, but FILE has bigint, which does not convert without loss
            DELTA    | 2 as id, 'n' as note, 'b' as email      | 2 b |
            DELTA    | 'c' as email, cast(3 as smallint) as id | 3 c |
            """;

    /** The declaration stays, id int and email string, and was loaded once from a file with just these. */
    @ParameterizedTest
    @ValueSource(strings = {"CSV", "NAMELESS", "JSON", "PARQUET", "DELTA"})
    void a_file_with_other_columns_than_declared(String format) throws IOException {
        boolean hasNames = !format.equals("NAMELESS");
        SampleSource sample = new SampleSource(root, COLUMNS)
                .format(hasNames ? Format.valueOf(format) : Format.CSV)
                .csv(hasNames ? CsvOptions.DEFAULTS : withoutHeader());
        if (format.equals("DELTA")) {
            sample.path(root.resolve("table").toString());
        }
        LoadedSource source = new LoadedSource(root, sample);
        write(format, "1 as id, 'a' as email", 0);
        source.loaded();

        int hour = 0;
        for (String line : FILES.lines().filter(one -> one.startsWith(format)).toList()) {
            String[] cells = line.split(" *[|] *", -1);
            hour++;
            write(format, cells[1], hour);
            assertThat(attempt(source, Definition.SAME)).as(line).isEqualTo(cells[3]);
            assertThat(source.rows()).as(line).containsExactly(cells[2].replace(" ", " | "));
        }
        assertThat(hour).isGreaterThanOrEqualTo(3);
    }

    /** The declaration changes and a file comes that has what it says; the table was loaded as id int, email string. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            # load | declared now                     | the new file has                 | rows in the end     | told
            FULL   | id int; email string; day date   | 2 as id, 'b' as email, '' as day | 2 b -               | the table's columns changed: 'day' (date) is new
            FULL   | id int                           | 2 as id                          | 2                   | the table's columns changed: 'email' is not declared any more
            FULL   | id int; e_mail string            | 2 as id, 'b' as e_mail           | 2 b                 | the table's columns changed: 'email' is not declared any more (is it 'e_mail' now?)
            FULL   | id bigint; email string          | 2 as id, 'b' as email            | 2 b                 | the table's columns changed: 'id' was int and is declared bigint
            FULL   | email string; id int             | 2 as id, 'b' as email            | b 2                 | the table's columns changed: the order is another
            APPEND | id int; email string; day date   | 2 as id, 'b' as email, '' as day | 1 a -; 2 b -        | the table's columns changed: 'day' (date) is new
            APPEND | id int                           | 2 as id                          | 1 a                 | the rows loaded earlier do not fit the declared columns: 'email' is not declared any more; read everything again with --full
            APPEND | id int; e_mail string            | 2 as id, 'b' as e_mail           | 1 a                 | the rows loaded earlier do not fit the declared columns: 'email' is not declared any more (is it 'e_mail' now?); read everything again with --full
            APPEND | id bigint; email string          | 2 as id, 'b' as email            | 1 a                 | the rows loaded earlier do not fit the declared columns: 'id' was int and is declared bigint; read everything again with --full
            # columns are added by name, the table keeps its order
            APPEND | email string; id int             | 2 as id, 'b' as email            | 1 a; 2 b            | -
            MERGE  | id int; email string; day date   | 2 as id, 'b' as email, '' as day | 1 a -; 2 b -        | the table's columns changed: 'day' (date) is new
            MERGE  | email string; id int             | 2 as id, 'b' as email            | a 1; b 2            | the table's columns changed: the order is another
            """)
    void a_declaration_with_other_columns_than_the_table(
            LoadMode load, String declared, String now, String rows, String told) throws IOException {
        SampleSource sample = new SampleSource(root, COLUMNS).key("id").load(load);
        LoadedSource source = new LoadedSource(root, sample);
        write("CSV", "1 as id, 'a' as email", 0);
        source.loaded();

        sample.columns(declared.split("; "));
        String first = load == LoadMode.FULL ? "data" : "more";
        text(first + ".csv", 1, List.of(header(now), cells(now)));
        assertThat(attempt(source, Definition.CHANGED)).isEqualTo(told == null ? "" : told);
        assertThat(source.rows())
                .containsExactly(rows.replace("; ", ";").replace(" ", " | ").split(";"));
    }

    /** The warnings or the message, on one line. */
    private String attempt(LoadedSource source, Definition definition) {
        String told;
        try {
            told = source.run(definition, Reading.CHANGED_ONLY).match(new Load.Cases<>() {
                @Override
                public String unchanged(Load.Unchanged unchanged) {
                    return "unchanged";
                }

                @Override
                public String loaded(Load.Loaded loaded) {
                    return String.join("; ", loaded.warnings());
                }

                @Override
                public String failed(Load.Failed failed) {
                    return failed.message();
                }
            });
        } catch (Failure e) {
            told = e.getMessage();
        }
        return told.replaceAll("\\Q" + root + "\\E[^:; ]*", "FILE").replaceAll("\\R *", "; ");
    }

    private static CsvOptions withoutHeader() {
        CsvOptions usual = CsvOptions.DEFAULTS;
        return new CsvOptions(
                usual.delimiter(), false, usual.encoding(), usual.trailingDelimiter(), usual.quote(), usual.missing());
    }

    /** Puts one row, a list of SQL expressions, where the source's only file or table is. */
    private void write(String format, String row, int hour) throws IOException {
        switch (format) {
            case "CSV" -> text("data.csv", hour, List.of(header(row), cells(row)));
            case "NAMELESS" -> text("data.csv", hour, List.of(cells(row)));
            case "JSON" -> text("data.jsonl", hour, rows(row).toJSON().collectAsList());
            case "PARQUET" -> parquet(row, hour);
            case "DELTA" ->
                rows(row)
                        .write()
                        .format("delta")
                        .mode("overwrite")
                        .option("overwriteSchema", true)
                        .save(root.resolve("table").toString());
            default -> throw new IllegalArgumentException(format);
        }
    }

    private static Dataset<Row> rows(String row) {
        return TestSession.spark().sql("select " + row);
    }

    private static String header(String row) {
        return String.join(",", rows(row).columns());
    }

    private static String cells(String row) {
        return rows(row).first().mkString(",");
    }

    private void text(String name, int hour, List<String> lines) throws IOException {
        Path file = root.resolve("in").resolve(name);
        Files.write(file, lines);
        Files.setLastModifiedTime(file, FileTime.from(SampleSource.MORNING.plusSeconds(hour * 3600L)));
    }

    private void parquet(String row, int hour) throws IOException {
        Path written = root.resolve("written-" + hour);
        rows(row).coalesce(1).write().parquet(written.toString());
        try (Stream<Path> files = Files.list(written)) {
            Path part = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Path file = root.resolve("in/data.parquet");
            Files.deleteIfExists(file);
            Files.move(part, file);
            Files.setLastModifiedTime(file, FileTime.from(SampleSource.MORNING.plusSeconds(hour * 3600L)));
        }
    }
}
