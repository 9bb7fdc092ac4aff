package io.segmill.jobs.export;

import static io.segmill.jobs.export.Extracts.byCommonsCsv;
import static io.segmill.jobs.export.Extracts.byDuckDb;
import static io.segmill.jobs.export.Extracts.row;
import static io.segmill.jobs.export.Extracts.rows;
import static io.segmill.jobs.export.Extracts.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.CsvOutput;
import io.segmill.core.project.CsvOutput.Compression;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.export.WrittenExtract.WrittenFile;
import io.segmill.jobs.session.TestSession;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvExtractTest {
    private static final List<ExtractColumn> KEY = List.of(ExtractColumn.plain("id", DataType.BIGINT));
    private static final List<ExtractColumn> TEXTS = List.of(
            ExtractColumn.plain("id", DataType.BIGINT),
            ExtractColumn.plain("address.state", DataType.STRING),
            ExtractColumn.plain("note", DataType.STRING));

    @TempDir
    private Path folder;

    @Test
    void awkward_texts_come_back_from_two_readers() throws Exception {
        Path file = folder.resolve("members.csv");

        WrittenExtract written = extract(TEXTS, CsvOutput.DEFAULTS)
                .toFile(
                        rows(
                                TEXTS,
                                row(1L, "=cmd()", "a, b"),
                                row(2L, "say \"hi\"", "\""),
                                row(3L, "two\nlines", "two\r\nlines"),
                                row(4L, "😀 Grüße", "\uFFFD"),
                                row(5L, "  before", "after  "),
                                row(6L, null, null),
                                row(7L, "null", "NA"),
                                row(8L, "#7", "+49 (0)30 123"),
                                row(9L, "\ttab", " =1+1"),
                                row(10L, "'", "-5")),
                        file);

        List<List<String>> expected = List.of(
                List.of("id", "address.state", "note"),
                List.of("1", "'=cmd()", "a, b"),
                List.of("2", "say \"hi\"", "\""),
                List.of("3", "two\nlines", "two\r\nlines"),
                List.of("4", "😀 Grüße", "\uFFFD"),
                List.of("5", "  before", "after  "),
                List.of("6", "", ""),
                List.of("7", "null", "NA"),
                List.of("8", "#7", "+49 (0)30 123"),
                List.of("9", "'\ttab", "' =1+1"),
                List.of("10", "'", "-5"));
        assertThat(byCommonsCsv(file)).isEqualTo(expected);
        assertThat(byDuckDb(file)).isEqualTo(expected);
        assertThat(written.guardedCells()).isEqualTo(3);
        assertThat(written.rows()).isEqualTo(10);
    }

    @Test
    void every_type_is_written_plainly() throws Exception {
        List<ExtractColumn> columns = List.of(
                ExtractColumn.plain("id", DataType.INT),
                ExtractColumn.plain("vip", DataType.BOOLEAN),
                ExtractColumn.plain("amount", DataType.decimal(20, 10)),
                ExtractColumn.plain("weight", DataType.DOUBLE),
                ExtractColumn.plain("born", DataType.DATE),
                ExtractColumn.plain("seen", DataType.TIMESTAMP));
        Path file = folder.resolve("members.csv");

        WrittenExtract written = extract(columns, CsvOutput.DEFAULTS)
                .toFile(
                        rows(
                                columns,
                                row(
                                        -1,
                                        true,
                                        new BigDecimal("0.0000000001"),
                                        1e-7,
                                        LocalDate.of(1980, 2, 29),
                                        Instant.parse("2026-06-30T12:05:00Z")),
                                row(2, false, new BigDecimal("-1250"), -2.5, null, null)),
                        file);

        assertThat(Files.readString(file)).isEqualTo("""
                        id,vip,amount,weight,born,seen\r
                        -1,true,0.0000000001,0.0000001,1980-02-29,2026-06-30T14:05:00+02:00\r
                        2,false,-1250.0000000000,-2.5,,\r
                        """);
        assertThat(written.guardedCells()).isZero();
    }

    @Test
    void a_missing_value_alone_in_its_row_is_a_row() throws Exception {
        List<ExtractColumn> columns = List.of(ExtractColumn.plain("email", DataType.STRING));
        Path file = folder.resolve("members.csv");

        extract(columns, CsvOutput.DEFAULTS).toFile(rows(columns, row((Object) null), row("a@b.c")), file);

        assertThat(Files.readString(file)).isEqualTo("email\r\n\"\"\r\na@b.c\r\n");
        List<List<String>> expected = List.of(List.of("email"), List.of(""), List.of("a@b.c"));
        assertThat(byCommonsCsv(file)).isEqualTo(expected);
        assertThat(byDuckDb(file)).isEqualTo(expected);
    }

    @Test
    void a_link_leads_to_the_file_and_stays() throws Exception {
        Path file = Files.writeString(folder.resolve("real.csv"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        extract(KEY, CsvOutput.DEFAULTS).toFile(rows(KEY, row(7L)), link);
        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllLines(file)).endsWith("7");
    }

    @Test
    void what_is_no_regular_file_is_not_replaced() {
        assertThatThrownBy(() -> extract(KEY, CsvOutput.DEFAULTS).toFile(rows(KEY, row(1L)), Path.of("/dev/null")))
                .isInstanceOf(Failure.class)
                .hasMessage("cannot write /dev/null: it is no regular file; name another one");
    }

    @Test
    void a_text_key_is_guarded_like_any_text() throws Exception {
        List<ExtractColumn> columns = List.of(ExtractColumn.plain("id", DataType.STRING));

        assertThat(written(columns, rows(columns, row("@1")))).isEqualTo("id\r\n'@1\r\n");
    }

    @Test
    void without_the_guard_texts_stay_as_they_are() throws Exception {
        CsvOutput unguarded = new CsvOutput(';', false, Compression.NONE, 10, false);
        Path file = folder.resolve("members.csv");

        WrittenExtract written = extract(TEXTS, unguarded).toFile(rows(TEXTS, row(1L, "=cmd()", "a;b")), file);

        assertThat(Files.readString(file)).isEqualTo("1,=cmd(),\"a;b\"\r\n".replace(',', ';'));
        assertThat(written.guardedCells()).isZero();
    }

    @Test
    void hashed_values_are_trimmed_and_lowered_first_and_missing_stays_empty() throws Exception {
        List<ExtractColumn> columns = List.of(
                ExtractColumn.plain("id", DataType.BIGINT),
                ExtractColumn.hashed("email", DataType.STRING),
                ExtractColumn.hashed("born", DataType.DATE));
        String expected = "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

        assertThat(written(
                        columns,
                        rows(
                                columns,
                                row(1L, "test@example.com", null),
                                row(2L, "  Test@EXAMPLE.com\t", LocalDate.of(2000, 1, 31)),
                                row(3L, null, null))))
                .isEqualTo("id,email,born\r\n1," + expected + ",\r\n2," + expected
                        // printf '2000-01-31' | sha256sum
                        + ",23369438fdd519ec4f48440d79b796d55c63e60185ac557ae91f7ace8363bfdd\r\n3,,\r\n");
    }

    /**
     * What the platforms publish to be matched by: Meta's examples of an e-mail address, a first name and a country
     * (developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters), and Snap's
     * of an e-mail address (developers.snap.com/api/marketing-api/Conversions-API/Parameters). The first row of each is as
     * published, the others only spell it in other ways; sha256sum and openssl give the same.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            John_Smith@gmail.com       | 62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f
            "  john_smith@GMAIL.COM\t" | 62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f
            Person@Example.com         | 542d240129883c019e106e3b1b2d3f3cb3537c43c425364de8e951d5a3083345
            PERSON@EXAMPLE.COM         | 542d240129883c019e106e3b1b2d3f3cb3537c43c425364de8e951d5a3083345
            Mary                       | 6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec
            VALÉRY                     | 08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c
            US                         | 79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621
            "\u00a0\u3000\u2003"       | ""
            " \r\n"                   | ""
            """)
    void hashes_are_those_that_ad_platforms_match_by(String value, String hash) throws Exception {
        List<ExtractColumn> columns =
                List.of(ExtractColumn.plain("id", DataType.BIGINT), ExtractColumn.hashed("email", DataType.STRING));

        assertThat(written(columns, rows(columns, row(1L, value.replace("\u00a0", " ")))))
                .isEqualTo("id,email\r\n1," + hash + "\r\n");
    }

    @Test
    void a_new_file_begins_at_the_most_rows() throws Exception {
        CsvOutput three = new CsvOutput(',', true, Compression.NONE, 3, true);

        WrittenExtract written = extract(KEY, three)
                .toFolder(rows(KEY, row(1L), row(2L), row(3L), row(4L), row(5L), row(6L), row(7L)), folder, "vip");

        assertThat(written.files())
                .map(WrittenFile::name, WrittenFile::rows)
                .map(Object::toString)
                .containsExactly("(\"vip-0001.csv\", 3L)", "(\"vip-0002.csv\", 3L)", "(\"vip-0003.csv\", 1L)");
        assertThat(Files.readString(folder.resolve("vip-0002.csv"))).isEqualTo("id\r\n4\r\n5\r\n6\r\n");
        assertThat(Files.readString(folder.resolve("vip-0003.csv"))).isEqualTo("id\r\n7\r\n");
        for (WrittenFile file : written.files()) {
            Path path = folder.resolve(file.name());
            assertThat(file.bytes()).isEqualTo(Files.size(path));
            assertThat(file.sha256()).isEqualTo(sha256(path));
        }
    }

    @Test
    void files_are_cut_between_rows_whatever_these_hold() throws Exception {
        CsvOutput one = new CsvOutput(',', false, Compression.NONE, 1, true);

        extract(TEXTS, one)
                .toFolder(
                        rows(TEXTS, row(1L, "😀 Grüße", "two\nlines"), row(2L, "b\r\n", "ä"), row(3L, "\uFFFD", "x")),
                        folder,
                        "vip");

        assertThat(Files.readString(folder.resolve("vip-0001.csv"))).isEqualTo("1,😀 Grüße,\"two\nlines\"\r\n");
        assertThat(Files.readString(folder.resolve("vip-0002.csv"))).isEqualTo("2,\"b\r\n\",ä\r\n");
        assertThat(Files.readString(folder.resolve("vip-0003.csv"))).isEqualTo("3,\uFFFD,x\r\n");
    }

    @Test
    void rows_of_many_partitions_are_written_one_after_another() throws Exception {
        CsvOutput cut = new CsvOutput(',', false, Compression.NONE, 5_300, true);
        Dataset<Row> rows = TestSession.spark().range(0, 12_000, 1, 7).toDF("id");

        List<WrittenFile> files =
                extract(KEY, cut).toFolder(rows, folder, "vip").files();

        assertThat(files).extracting(WrittenFile::rows).containsExactly(5_300L, 5_300L, 1_400L);
        StringBuilder all = new StringBuilder();
        for (WrittenFile file : files) {
            assertThat(file.sha256()).isEqualTo(sha256(folder.resolve(file.name())));
            all.append(Files.readString(folder.resolve(file.name())));
        }
        assertThat(all.toString().lines())
                .containsExactlyElementsOf(
                        IntStream.range(0, 12_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void as_many_members_as_fit_need_one_file_and_none_need_one_with_a_header() throws Exception {
        CsvOutput two = new CsvOutput(',', true, Compression.NONE, 2, true);

        assertThat(extract(KEY, two)
                        .toFolder(rows(KEY, row(1L), row(2L)), folder, "full")
                        .files())
                .extracting(WrittenFile::name)
                .containsExactly("full-0001.csv");
        assertThat(extract(KEY, two).toFolder(rows(KEY), folder, "none").files())
                .extracting(WrittenFile::name)
                .containsExactly("none-0001.csv");
        assertThat(Files.readString(folder.resolve("none-0001.csv"))).isEqualTo("id\r\n");
    }

    @Test
    void a_packed_file_is_measured_as_it_lies_on_disk() throws Exception {
        CsvOutput packed = new CsvOutput(',', true, Compression.GZIP, 10, true);

        WrittenExtract written = extract(KEY, packed).toFolder(rows(KEY, row(1L), row(2L)), folder, "vip");

        Path file = folder.resolve("vip-0001.csv.gz");
        assertThat(written.files())
                .containsExactly(new WrittenFile("vip-0001.csv.gz", 2, Files.size(file), sha256(file)));
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("id\r\n1\r\n2\r\n");
        }
    }

    @Test
    void a_file_is_replaced_and_nothing_else_is_left_beside_it() throws Exception {
        Path file = folder.resolve("new/members.csv");
        extract(KEY, CsvOutput.DEFAULTS).toFile(rows(KEY, row(1L), row(2L)), file);

        extract(KEY, CsvOutput.DEFAULTS).toFile(rows(KEY, row(3L)), file);

        assertThat(Files.readString(file)).isEqualTo("id\r\n3\r\n");

        assertThat(file.getParent().toFile().list()).containsExactly("members.csv");
    }

    @Test
    void one_file_takes_more_rows_than_an_export_puts_into_one() throws Exception {
        CsvOutput one = new CsvOutput(',', true, Compression.NONE, 1, true);
        Path file = folder.resolve("members.csv");

        extract(KEY, one).toFile(rows(KEY, row(1L), row(2L)), file);

        assertThat(Files.readString(file)).isEqualTo("id\r\n1\r\n2\r\n");
    }

    @Test
    void a_folder_in_the_place_of_the_file_is_told() {
        assertThatThrownBy(() -> extract(KEY, CsvOutput.DEFAULTS).toFile(rows(KEY), folder))
                .isInstanceOf(Failure.class)
                .hasMessage("cannot write " + folder + ": it is a folder; name a file in it");
    }

    @Test
    void a_file_in_the_place_of_a_folder_is_told() throws Exception {
        Path way = Files.createFile(folder.resolve("way"));
        assertThatThrownBy(() -> extract(KEY, CsvOutput.DEFAULTS).toFile(rows(KEY), way.resolve("members.csv")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.blame()).isEqualTo(Failure.Blame.ENVIRONMENT))
                .hasMessage("cannot write " + way + "/members.csv: " + way
                        + " is in the way; mend the disk or the rights there, then retry");
    }

    private String written(List<ExtractColumn> columns, Dataset<Row> rows) throws Exception {
        Path file = folder.resolve("written.csv");
        WrittenExtract written = extract(columns, CsvOutput.DEFAULTS).toFile(rows, file);
        assertThat(written.rows()).isEqualTo(rows.count());
        return Files.readString(file);
    }

    private static CsvExtract extract(List<ExtractColumn> columns, CsvOutput csv) {
        return new CsvExtract(columns, csv, TestSession.ZONE, Faults.NONE);
    }
}
